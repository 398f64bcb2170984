import { Module } from '@nestjs/common';
import { PostgresScreenshots, ScreenshotStore } from './screenshot-store.js';
import { ScreenshotsController } from './screenshots.controller.js';
import { Screenshots } from './screenshots.js';

@Module({
  controllers: [ScreenshotsController],
  providers: [Screenshots, { provide: ScreenshotStore, useClass: PostgresScreenshots }],
  exports: [ScreenshotStore],
})
export class ScreenshotsModule {}
