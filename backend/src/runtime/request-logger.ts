import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';
import { framesOf, loggable, oneLine } from './loggable.js';
import { servedRequest } from './request-context.js';

/** What the framework tells of how it begins, which is the same every time. */
const QUIET = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

interface Line {
  readonly time: string;
  readonly level: LogLevel;
  readonly context: string;
  readonly message: string;
  readonly stack?: string;
}

/** What is told of each request, be all well or not. */
const OF_REQUESTS = new Set(['access', 'security']);

/** Writes every event on a line of its own, with the request that it belongs to: as JSON for programs, or for people. */
export class RequestLogger extends ConsoleLogger {
  constructor(
    private readonly forPrograms: boolean,
    private readonly withRequests = forPrograms,
  ) {
    super({ logLevels: ['fatal', 'error', 'warn', 'log'] });
  }

  protected override printMessages(
    messages: unknown[],
    context = '',
    level: LogLevel = 'log',
    ...[stream = 'stdout', stack, fields]: [stream?: 'stdout' | 'stderr', stack?: unknown, fields?: object]
  ): void {
    if (level === 'log' && this.isQuietOn(context)) return;
    const frames = framesOf(stack) ?? framesOf(messages.find((message) => message instanceof Error));
    const message = messages.map((part) => oneLine(loggable(part))).join(' ');
    const line = { time: new Date().toISOString(), level, context, message, ...(frames && { stack: frames }) };
    const more = { ...servedRequest(), ...fields };
    process[stream].write(`${this.forPrograms ? JSON.stringify({ ...line, ...more }) : readable(line, more)}\n`);
  }

  private isQuietOn(context: string): boolean {
    return QUIET.has(context) || (!this.withRequests && OF_REQUESTS.has(context));
  }

  /** The stack is in the line. */
  protected override printStackTrace(): void {
    return;
  }
}

function readable({ time, level, context, message, stack }: Line, more: object): string {
  const fields = Object.entries(more).map(([name, value]) => ` ${name}=${oneLine(String(value))}`);
  return `${time} ${level.toUpperCase()} [${context}] ${message}${fields.join('')}${stack ? `\n${stack}` : ''}`;
}
