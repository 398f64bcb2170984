/** Why there was no sync, with a sentence for the member. Never holds anything of a request, an answer or a key. */
export class PushFault extends Error {}

/** The member has left a question open. */
export class Left extends PushFault {
  constructor() {
    super('Setup was left. Nothing was changed.');
  }
}
