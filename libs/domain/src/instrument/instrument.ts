import type { Problem } from '../decider.js';
import { exactly } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { FUTURES_CONTRACTS } from './futures-contracts.js';
import type { FuturesContract } from './futures-contracts.js';

export const ASSET_TYPES = ['stock', 'option', 'future', 'crypto'] as const;
export type AssetType = (typeof ASSET_TYPES)[number];

export const DIRECTIONS = ['LONG', 'SHORT', 'CALL', 'PUT'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const SIDES = ['buy', 'sell'] as const;
/** Whether an option was bought or written to open. */
export type Side = (typeof SIDES)[number];

/** Where a multiplier came from: the contract table, or the member who knows better. */
export type MultiplierSource = 'table' | 'user';

export interface Multiplier {
  readonly multiplier: DecimalText;
  readonly multiplierSource: MultiplierSource;
}

const SYMBOL = /^[A-Z0-9./:^=@!_&+\- ]{1,32}$/;

/** A symbol as it is kept: full-width letters folded, upper case, single spaces; null where characters are left that no market uses. */
export function parseSymbol(input: string): string | null {
  if (input.length > 64 || !input.isWellFormed()) return null;
  const symbol = input.normalize('NFKC').trim().toUpperCase().replace(/ +/g, ' ');
  return SYMBOL.test(symbol) ? symbol : null;
}

const byRoot = new Map(FUTURES_CONTRACTS.map((contract) => [contract.root, contract]));
const byProjectxId = new Map(
  FUTURES_CONTRACTS.flatMap((contract) => (contract.projectxId ? [[contract.projectxId, contract] as const] : [])),
);

// Month letter and year (ESZ6, ESZ26, ESZ2026), a continuous contract (ES1!), or month and year in digits (MNQ 12-25).
const EXPIRY = /^(?:[FGHJKMNQUVXZ](?:\d{1,2}|\d{4})|\d?!| \d{2}-\d{2})?$/;
const LONGEST_ROOT = Math.max(...[...byRoot.keys()].map((root) => root.length));

/** The futures contract that a symbol names: `/ESZ6`, `ESZ2026`, `MNQ`, or a ProjectX id such as `CON.F.US.MNQ.Z25`. */
export function futuresContractOf(symbol: string): FuturesContract | null {
  const projectx = /^(?:CON\.)?(F\.US\.[A-Z0-9]+)(?:\.[FGHJKMNQUVXZ]\d{1,4})?$/.exec(symbol);
  if (projectx?.[1]) return byProjectxId.get(projectx[1]) ?? null;
  const plain = symbol.replace(/^[/@]/, '');
  for (let length = Math.min(LONGEST_ROOT, plain.length); length > 0; length--) {
    const contract = byRoot.get(plain.slice(0, length));
    if (contract && EXPIRY.test(plain.slice(length))) return contract;
  }
  return null;
}

/** The multiplier of an instrument: what the member said, else what the table knows; a problem where neither does. */
export function multiplierOf(assetType: AssetType, symbol: string, said: DecimalText | null): Multiplier | Problem {
  if (said !== null) return { multiplier: said, multiplierSource: 'user' };
  const known = tableMultiplier(assetType, symbol);
  if (known === null)
    return {
      field: 'multiplier',
      message: `Unknown futures contract ${symbol}. Enter its multiplier.`,
    };
  return { multiplier: exactly(known), multiplierSource: 'table' };
}

function tableMultiplier(assetType: AssetType, symbol: string): string | null {
  switch (assetType) {
    case 'stock':
    case 'crypto':
      return '1';
    case 'option':
      return '100';
    case 'future':
      return futuresContractOf(symbol)?.multiplier ?? null;
  }
}

/** −1 where a falling price earns: a short position, or an option sold to open. A bought put is long its premium. */
export function signOf(direction: Direction, side: Side | null): 1 | -1 {
  return direction === 'SHORT' || side === 'sell' ? -1 : 1;
}
