import { Module } from '@nestjs/common';
import { RealizedController } from './realized.controller.js';

@Module({ controllers: [RealizedController] })
export class ReportsModule {}
