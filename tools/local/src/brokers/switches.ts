/** What can be switched in the dialects, such as whether a broker asks for two-factor tokens. */
export class Switches {
  private readonly known = new Map<string, { readonly values: readonly string[]; value: string }>();

  /** The first value is how it stands at the start. */
  add(broker: string, name: string, values: readonly [string, ...string[]]): void {
    this.known.set(`${broker}.${name}`, { values, value: values[0] });
  }

  get(broker: string, name: string): string {
    return this.find(broker, name).value;
  }

  set(broker: string, name: string, value: string): void {
    const found = this.find(broker, name);
    if (!found.values.includes(value))
      throw new Error(`${broker}.${name} is one of ${found.values.join(', ')}; it cannot be ${value}.`);
    found.value = value;
  }

  /** By their names, such as `webull.generation`. */
  all(): Readonly<Record<string, { readonly value: string; readonly values: readonly string[] }>> {
    return Object.fromEntries(this.known);
  }

  private find(broker: string, name: string) {
    const found = this.known.get(`${broker}.${name}`);
    if (!found) throw new Error(`There is no switch ${broker}.${name}.`);
    return found;
  }
}
