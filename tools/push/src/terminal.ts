import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { Left } from './push-fault.js';
import type { Say, Screen } from './say.js';

export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

/** Asks the member, one line at a time. What is secret is not shown while it is typed. */
export class Terminal {
  private readonly lines: Interface;
  private readonly typed: string[] = [];
  private waiting: ((line: string | null) => void) | null = null;
  /** Also between two questions: what is typed ahead may be a key. */
  private isHidden = true;
  private isOver = false;

  constructor(
    keyboard: Keyboard,
    private readonly screen: Screen,
    private readonly say: Say,
  ) {
    const echo = new Writable({
      write: (chunk: Buffer, _, done) => {
        if (!this.isHidden) screen.out.write(chunk.toString());
        done();
      },
    });
    const terminal = keyboard.isTTY === true;
    this.lines = createInterface({ input: keyboard, output: echo, terminal, historySize: 0, prompt: '' });
    this.lines.on('line', (line) => this.take(line));
    this.lines.on('close', () => {
      this.isOver = true;
      this.take(null);
    });
  }

  /** What is typed, without spaces around it; what stands in brackets where it is nothing. Rejects with `Left`. */
  async ask(question: string, usual = ''): Promise<string> {
    this.say.line(usual === '' ? question : `${question} [${usual}]`);
    this.screen.out.write('> ');
    this.isHidden = false;
    try {
      return (await this.line()).trim() || usual;
    } finally {
      this.isHidden = true;
    }
  }

  /** The same without showing it. A key in several lines is read to its end. */
  async askSecret(question: string): Promise<string> {
    this.say.line(`${question} (it is not shown)`);
    this.screen.out.write('> ');
    try {
      let text = (await this.line()).trim();
      while (/^"?-----BEGIN/.test(text) && !text.includes('-----END')) text += `\n${await this.line()}`;
      return text;
    } finally {
      this.screen.out.write('\n');
    }
  }

  close(): void {
    this.lines.close();
  }

  private line(): Promise<string> {
    const before = this.typed.shift();
    if (before !== undefined) return Promise.resolve(before);
    if (this.isOver) return Promise.reject(new Left());
    return new Promise((resolve, reject) => {
      this.waiting = (line) => (line === null ? reject(new Left()) : resolve(line));
    });
  }

  private take(line: string | null): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) waiting(line);
    else if (line !== null) this.typed.push(line);
  }
}
