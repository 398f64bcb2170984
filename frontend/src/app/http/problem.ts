import { HttpErrorResponse } from '@angular/common/http';
import type { ProblemDetails } from '@singularity/contract';

/** What went wrong, whoever says so: our server, something in between, or nobody at all. */
export function problemOf(error: unknown): ProblemDetails {
  const response = error instanceof HttpErrorResponse ? error : (error as Error | undefined)?.cause;
  if (!(response instanceof HttpErrorResponse)) return said(0, 'Something went wrong on this page.');
  if (isProblem(response.error)) return response.error;
  if (response.status === 0) return said(0, 'Can’t reach Singularity. Check your connection.');
  return said(response.status, 'Singularity did not respond as expected.');
}

/** The sentence to show for a problem. */
export function sentenceOf(problem: ProblemDetails): string {
  return problem.detail ?? problem.title;
}

/** Whether the same request may well succeed in a moment. */
export function isPassing({ status }: ProblemDetails): boolean {
  // A member's room that is used up is no matter of waiting.
  return status === 0 || status === 429 || (status >= 502 && status !== 507);
}

function said(status: number, title: string): ProblemDetails {
  return { type: 'about:blank', title, status };
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}
