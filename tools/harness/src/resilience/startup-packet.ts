/** Length and version of the protocol. */
const HEAD = 8;

/** As a pooler that does not pass on what a connection is to start with: every parameter but the one named `options`. */
export function withoutOptions(): (asked: Buffer) => Buffer {
  let begun = false;
  return (asked) => {
    if (begun) return asked;
    begun = true;
    const length = asked.readUInt32BE(0);
    const words = asked.toString('utf8', HEAD, length - 2).split('\0');
    const kept = words.flatMap((name, at) => (at % 2 === 0 && name !== 'options' ? [name, words[at + 1] ?? ''] : []));
    const packet = Buffer.from(`${'\0'.repeat(HEAD)}${kept.join('\0')}\0\0`);
    packet.writeUInt32BE(packet.length, 0);
    asked.copy(packet, 4, 4, HEAD);
    return Buffer.concat([packet, asked.subarray(length)]);
  };
}
