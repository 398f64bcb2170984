// Packages that are CommonJS and require Nest fail in Jest ("require() of an ES module in a cycle") unless Nest is there.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
