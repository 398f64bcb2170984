import { formatByteSize } from './byte-size';

test.each([
  [0, '0 KB'],
  [3, '1 KB'],
  [12_400, '12 KB'],
  [999_499, '999 KB'],
  [999_500, '1 MB'],
  [1_260_000, '1.3 MB'],
  [123_456_789, '123 MB'],
  [1_024_000_000, '1,024 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatByteSize(bytes)).toBe(text);
});
