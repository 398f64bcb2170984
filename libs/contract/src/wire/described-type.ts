import 'reflect-metadata';
import type { Type } from '@nestjs/common';

/**
 * A class that describes a shape which the rules declare already: every field of it, and no other. It is what
 * `PickType` and its like are for shapes that have a class.
 */
export function DescribedType<Shape extends object>(
  fields: Readonly<Record<keyof Shape, PropertyDecorator>>,
): Type<Shape> {
  class Described {}
  for (const [field, describe] of Object.entries<PropertyDecorator>(fields)) {
    // As the compiler notes of a field whose type it cannot name; a description that names one goes before it.
    Reflect.defineMetadata('design:type', Object, Described.prototype, field);
    describe(Described.prototype, field);
  }
  return Described as Type<Shape>;
}
