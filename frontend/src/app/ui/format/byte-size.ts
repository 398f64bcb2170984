/** How much room something takes: `12 KB`, `1.2 MB`, `1,024 MB`. A megabyte is a million bytes. */
export function formatByteSize(bytes: number): string {
  const [unit, name] = bytes < 999_500 ? [1_000, 'KB'] : [1_000_000, 'MB'];
  const amount = bytes / unit;
  const maximumFractionDigits = name === 'MB' && amount < 100 ? 1 : 0;
  // Something is never told as nothing.
  const shown = bytes > 0 ? Math.max(amount, 1) : 0;
  return `${new Intl.NumberFormat('en-US', { maximumFractionDigits }).format(shown)} ${name}`;
}
