import { Module } from '@nestjs/common';
import { DigestsController } from './digests.controller.js';
import { Notary } from './notary.js';

@Module({ controllers: [DigestsController], providers: [Notary] })
export class DigestsModule {}
