import { Module } from '@nestjs/common';
import { StatusController } from './status.controller.js';
import { Systems } from './systems.js';

@Module({ controllers: [StatusController], providers: [Systems] })
export class StatusModule {}
