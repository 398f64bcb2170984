import type { Run } from '../scenario.js';
import { startTcpProxy } from '../tcp-proxy.js';

/** What PostgreSQL gets to read in place of what the app has said. */
export interface Retelling {
  /** What becomes of the text of a statement. */
  readonly statement: (sql: string) => string;
  /** What becomes of the parameters of a statement, all of them in one text, whose length must stay. */
  readonly parameters: (values: string, sql: string) => string;
}

export interface StatementWire {
  readonly port: number;
  /** From now on. Connections begin anew, because they keep the statements that they have prepared. */
  retell(retelling: Partial<Retelling>): void;
}

const AS_SAID: Retelling = { statement: (sql) => sql, parameters: (values) => values };

/** A wire to PostgreSQL on which what the app says can arrive otherwise. */
export async function startStatementWire(run: Pick<Run, 'defer'>, target: number): Promise<StatementWire> {
  let retelling = AS_SAID;
  const { port, cut } = await startTcpProxy(run, target, () => {
    const messages = new Messages(retelling);
    return (asked) => messages.pass(asked);
  });
  return {
    port,
    retell(changed) {
      retelling = { ...AS_SAID, ...changed };
      cut();
    },
  };
}

const TYPE_AND_LENGTH = 5;

/** What one connection says, message by message. Bytes are read as Latin-1, which keeps every one of them. */
class Messages {
  private unfinished = Buffer.alloc(0);
  /** The first message is the only one without a type. */
  private begun = false;
  private readonly prepared = new Map<string, string>();

  constructor(private readonly retelling: Retelling) {}

  pass(asked: Buffer): Buffer {
    this.unfinished = Buffer.concat([this.unfinished, asked]);
    const passed: Buffer[] = [];
    for (let message = this.next(); message; message = this.next()) passed.push(this.retold(message));
    return Buffer.concat(passed);
  }

  private next(): Buffer | null {
    const type = this.begun ? 1 : 0;
    if (this.unfinished.length < type + 4) return null;
    const length = type + this.unfinished.readUInt32BE(type);
    if (this.unfinished.length < length) return null;
    const message = this.unfinished.subarray(0, length);
    this.unfinished = this.unfinished.subarray(length);
    return message;
  }

  private retold(message: Buffer): Buffer {
    if (!this.begun) {
      this.begun = true;
      return message;
    }
    const type = String.fromCharCode(message[0] ?? 0);
    const body = message.toString('latin1', TYPE_AND_LENGTH);
    if (type === 'Q') return written(type, `${this.retelling.statement(body.slice(0, -1))}\0`);
    if (type === 'P') return written(type, this.parsed(body));
    if (type === 'B') return written(type, this.bound(body));
    return message;
  }

  private parsed(body: string): string {
    const [name = '', sql = '', ...rest] = body.split('\0');
    this.prepared.set(name, sql);
    return [name, this.retelling.statement(sql), ...rest].join('\0');
  }

  private bound(body: string): string {
    const [, name = ''] = body.split('\0', 2);
    return this.retelling.parameters(body, this.prepared.get(name) ?? '');
  }
}

function written(type: string, body: string): Buffer {
  const message = Buffer.alloc(TYPE_AND_LENGTH + body.length);
  message.write(type, 'latin1');
  message.writeUInt32BE(body.length + 4, 1);
  message.write(body, TYPE_AND_LENGTH, 'latin1');
  return message;
}
