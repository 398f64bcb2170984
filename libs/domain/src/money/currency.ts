/** A currency code as in ISO 4217, or the ticker of a crypto currency: three to six letters or digits. */
export function parseCurrency(input: string): string | null {
  const code = input.toUpperCase();
  return /^[A-Z][A-Z0-9]{2,5}$/.test(code) ? code : null;
}
