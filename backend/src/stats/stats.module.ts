import { Module } from '@nestjs/common';
import { CompareController } from './compare.controller.js';
import { StatsController } from './stats.controller.js';

@Module({ controllers: [StatsController, CompareController] })
export class StatsModule {}
