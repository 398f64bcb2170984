import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { LiveMessage } from '@singularity/contract';

/** A page that listens to server-sent events, as far as a test looks into them. */
export class Listener {
  /** Settles when the server ends the stream. */
  readonly ended: Promise<unknown>;
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly incoming: IncomingMessage) {
    // Registered at once: a stream that the server cuts is also one that has ended.
    this.ended = once(incoming, 'close').catch(() => undefined);
    incoming.on('error', () => undefined);
    this.lines = createInterface({ input: incoming })[Symbol.asyncIterator]();
  }

  static async open(url: URL, headers: Record<string, string>): Promise<Listener> {
    const sent = request(url, { headers: { Accept: 'text/event-stream', ...headers } });
    sent.end();
    const [incoming] = (await once(sent, 'response')) as [IncomingMessage];
    return new Listener(incoming);
  }

  get status(): number {
    return this.incoming.statusCode ?? 0;
  }

  get headers(): IncomingMessage['headers'] {
    return this.incoming.headers;
  }

  /** The next line that begins so, without its beginning; lines before it are passed over. */
  async line(beginning: string): Promise<string> {
    for (;;) {
      const { value, done } = (await this.lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error('The stream has ended.');
      if (value.startsWith(beginning)) return value.slice(beginning.length);
    }
  }

  /** The next message. */
  async message(): Promise<LiveMessage> {
    return JSON.parse(await this.line('data: ')) as LiveMessage;
  }

  /** All messages up to the one of that version. */
  async messagesUpTo(version: number): Promise<readonly LiveMessage[]> {
    const messages = [await this.message()];
    while ((messages.at(-1)?.version ?? 0) < version) messages.push(await this.message());
    return messages;
  }

  close(): void {
    this.incoming.destroy();
  }
}
