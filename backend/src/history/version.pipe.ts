import { Injectable } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { notFound } from '../http/problem.js';

/** A version in a path. What is no version at all is not there either. */
@Injectable()
export class VersionPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,14}$/.test(value)) throw notFound();
    return Number(value);
  }
}
