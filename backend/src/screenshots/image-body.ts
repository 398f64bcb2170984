import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import { raw } from 'express';
import type { Request, Response } from 'express';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import { receiveBody } from '../http/receive-body.js';

const types = [...SCREENSHOT_LIMITS.types];
const read = raw({ type: types, limit: SCREENSHOT_LIMITS.bytes });

/**
 * The picture that is the body of a request. It is read only when a route asks for it, behind all guards: nobody who
 * is not let in can fill the memory.
 */
export async function imageBody(request: Request): Promise<Buffer> {
  if (!request.is(types)) throw new UnsupportedMediaTypeException(`A screenshot must be one of ${types.join(', ')}.`);
  await receiveBody(request, request.res as Response, read);
  // Nothing is read of a request that has broken off before.
  if (!Buffer.isBuffer(request.body)) throw new BadRequestException('The image did not arrive.');
  return request.body;
}
