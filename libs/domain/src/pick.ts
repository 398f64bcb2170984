/** Some of the fields of an object. */
export function pick<T extends object, Field extends keyof T>(object: T, fields: readonly Field[]): Pick<T, Field> {
  return Object.fromEntries(fields.map((field) => [field, object[field]])) as Pick<T, Field>;
}
