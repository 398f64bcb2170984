import { Module } from '@nestjs/common';
import { ScreenshotsModule } from '../screenshots/screenshots.module.js';
import { Restore } from './restore.js';
import { RestoreController } from './restore.controller.js';
import { RestoredExtras } from './restored-extras.js';

/** Wants `STREAM_HANDLERS` from a global module. */
@Module({ imports: [ScreenshotsModule], controllers: [RestoreController], providers: [Restore, RestoredExtras] })
export class RestoreModule {}
