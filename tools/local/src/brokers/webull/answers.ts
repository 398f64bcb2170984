import type { Response } from 'express';
import type { Member } from '../access.js';

const MEMBER = 'member';

/** The member whose app key has signed the request. */
export const memberOf = (response: Response): Member => response.locals[MEMBER] as Member;

export function letInAs(response: Response, member: Member): void {
  response.locals[MEMBER] = member;
}

/** Errors of all kinds; 417 is for what was understood and cannot be done. */
export function refuse(response: Response, status: number, error_code: string, message: string): void {
  response.status(status).json({ error_code, message });
}
