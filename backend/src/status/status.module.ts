import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller.js';
import { StatusController } from './status.controller.js';
import { Systems } from './systems.js';

@Module({ controllers: [MetricsController, StatusController], providers: [Systems] })
export class StatusModule {}
