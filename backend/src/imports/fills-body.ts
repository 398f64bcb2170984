import type { Request, Response } from 'express';
import { PLATFORMS, programFillsFile } from '@singularity/brokers';
import type { Platform, ProgramFill } from '@singularity/brokers';
import { FILL_LIMITS } from '@singularity/contract';
import type { FillBody } from '@singularity/contract/wire';
import { FillsBody } from '@singularity/contract/wire';
import type { Problem } from '@singularity/domain';
import { decimal } from '@singularity/domain';
import { definedFields } from '../http/defined-fields.js';
import { jsonReader } from '../http/json-body.js';
import { invalidFields } from '../http/problem.js';
import { receiveBody } from '../http/receive-body.js';
import { createValidationPipe } from '../http/validation.js';
import type { ImportedBytes } from './import-options.js';

const read = jsonReader(FILL_LIMITS.bytes);
const validation = createValidationPipe();

/** The fills of a program, read behind all guards and only once there is room for them, as files are. */
export async function fillsBody(request: Request): Promise<FillsBody> {
  await receiveBody(request, request.res as Response, read);
  const body = (await validation.transform(request.body ?? {}, { type: 'body', metatype: FillsBody })) as FillsBody;
  const faults = faultsOf(body);
  if (faults.length > 0) throw invalidFields(faults);
  return body;
}

/** As the file that they are from here on: previewed, imported, taken back and read again as any other. */
export function fileOfFills({ platform, fills }: FillsBody): ImportedBytes {
  const content = programFillsFile(platform as Platform, fills.map(programFill));
  return { name: 'fills.csv', content: Buffer.from(content) };
}

type WholeFill = { readonly [Field in keyof FillBody]-?: Exclude<FillBody[Field], undefined> };

const UNSAID = {
  ...{ key: null, direction: null, strike: null, expiration: null, precision: 'second', fees: '0', currency: null },
  ...{ multiplier: null, effect: null, orderId: null, stopPrice: null },
} as const;

function programFill(said: FillBody): ProgramFill {
  const whole = { ...UNSAID, ...definedFields(said) } as WholeFill;
  const { symbol, assetType, direction, strike, expiration, ...fill } = whole;
  return { ...fill, instrument: { symbol, assetType, direction, strike, expiration } };
}

function faultsOf({ platform, fills }: FillsBody): readonly Problem[] {
  const names = Object.keys(PLATFORMS);
  const message = `Choose one of ${names.join(', ')}.`;
  return [
    ...(names.includes(platform) ? [] : [{ field: 'platform', message }]),
    ...fills.flatMap((fill, index) => faultsOfFill(fill, `fills.${index}`)),
  ];
}

function faultsOfFill(fill: FillBody, at: string): readonly Problem[] {
  const faults: Problem[] = [];
  const found = (field: string, message: string) => faults.push({ field: `${at}.${field}`, message });
  const isOption = fill.assetType === 'option';
  for (const field of ['direction', 'strike', 'expiration'] as const) {
    const isSaid = (fill[field] ?? null) !== null;
    if (isOption !== isSaid) found(field, isOption ? 'An option needs it.' : 'Only options have it.');
  }
  if (!decimal(fill.quantity).gt(0)) found('quantity', 'Enter a number above zero.');
  if (fill.assetType !== 'future' && decimal(fill.price).lt(0)) found('price', 'Enter zero or more.');
  if (fill.multiplier && !decimal(fill.multiplier).gt(0)) found('multiplier', 'Enter a number above zero.');
  return faults;
}
