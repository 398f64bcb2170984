import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { OrNull, Text } from './answer-fields.js';

/** The class of a page of such items. */
export function PageOf<Item>(item: Type<Item>) {
  class PageView {
    @ApiProperty({ type: [item] }) readonly items!: readonly Item[];
    @Text(OrNull) readonly nextCursor!: string | null;
  }
  return PageView;
}

/** `nextCursor` asks for the next one; null on the last. */
export type Page<Item> = InstanceType<ReturnType<typeof PageOf<Item>>>;
