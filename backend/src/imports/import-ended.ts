/** Announced when an import that a sync has made has come to its end, or is gone. Only a hint: it may not come. */
export class ImportEnded {
  constructor(
    readonly userId: string,
    readonly connectionId: string,
    readonly importId: string,
  ) {}
}
