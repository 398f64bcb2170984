/** A number of a JSON answer, written exactly as this text. */
export const exactly = (amount: string): unknown => (JSON as unknown as ExactJson).rawJSON(amount);

/** `JSON.parse`, which hands numbers over as the text that was sent. */
export const parseExact = (text: string, number: (source: string) => unknown = (source) => source): unknown =>
  (JSON as unknown as ExactJson).parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? number(source) : value,
  );

/** What Node has, and TypeScript does not describe yet. */
interface ExactJson {
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
}
