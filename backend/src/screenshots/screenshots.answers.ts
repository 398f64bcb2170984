import { ApiProperty } from '@nestjs/swagger';
import type { Page, ScreenshotAnswer } from '@singularity/contract';
import { Count, Id, Moment, OrNull, Text } from '@singularity/contract/wire';

export class ScreenshotView implements ScreenshotAnswer {
  @Id() id!: string;
  @Count({ description: 'In pixels.' }) width!: number;
  @Count({ description: 'In pixels.' }) height!: number;
  @Count({ description: 'The size of the image.' }) bytes!: number;
  @Moment() createdAt!: string;
}

export class ScreenshotPageView implements Page<ScreenshotAnswer> {
  @ApiProperty({ type: [ScreenshotView] }) items!: ScreenshotView[];
  @Text(OrNull) nextCursor!: string | null;
}
