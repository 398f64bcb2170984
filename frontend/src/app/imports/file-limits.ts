import { IMPORT_LIMITS } from '@singularity/contract';
import { formatCount } from '../ui/format/money';

const MEGABYTE = 1024 * 1024;

/** Why files cannot be sent together; empty where they can. */
export function faultOf(files: readonly File[]): string {
  if (files.length > IMPORT_LIMITS.files)
    return `Choose up to ${IMPORT_LIMITS.files} files at a time. You chose ${formatCount(files.length)}.`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= IMPORT_LIMITS.bytes) return '';
  const most = `${IMPORT_LIMITS.bytes / MEGABYTE} MB`;
  const size = `${formatCount(Math.ceil(bytes / MEGABYTE))} MB`;
  return files.length === 1
    ? `A file can be up to ${most}. This one has ${size}.`
    : `Files can have up to ${most} together. These have ${size}.`;
}
