import {
  ApplicationRef,
  EnvironmentInjector,
  createEnvironmentInjector,
  runInInjectionContext,
  signal,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Page } from '@singularity/contract';
import { Subject, finalize } from 'rxjs';
import { PagedResource } from './paged-resource';
import type { PageRequest } from './paged-resource';

interface Item {
  readonly id: number;
}

/** A list over a server that each test plays itself. */
function open() {
  const query = signal<string | undefined>('a');
  const version = signal(0);
  const asked: { readonly query: string; readonly params: object; readonly answer: Subject<Page<Item>> }[] = [];
  let cancelled = 0;
  const load = (of: string, { params }: PageRequest<Page<Item>>) => {
    const answer = new Subject<Page<Item>>();
    asked.push({ query: of, params, answer });
    return answer.pipe(finalize(() => (cancelled += answer.closed || answer.isStopped ? 0 : 1)));
  };
  const injector = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
  const list = runInInjectionContext(
    injector,
    () => new PagedResource<string, Item>({ query, version, load, key: ({ id }) => id, pageSize: 2 }),
  );
  const settle = () => TestBed.inject(ApplicationRef).tick();
  settle();
  return {
    list,
    asked,
    destroy: () => injector.destroy(),
    cancelled: () => cancelled,
    change: (to: { query?: string; version?: number }) => {
      if (to.query !== undefined) query.set(to.query);
      if (to.version !== undefined) version.set(to.version);
      settle();
    },
    answer: (ids: readonly number[], nextCursor: string | null = null) => {
      const { answer } = asked.at(-1)!;
      answer.next({ items: ids.map((id) => ({ id })), nextCursor });
      answer.complete();
    },
    fail: () => asked.at(-1)!.answer.error(new Error('lost')),
    ids: () => list.items()?.map(({ id }) => id),
  };
}

test('it begins with a page and goes on by the cursor, showing nothing twice', () => {
  const { list, asked, answer, ids } = open();
  expect([list.loading(), ids()]).toEqual([true, undefined]);
  answer([1, 2], 'c2');
  expect([list.loading(), list.hasMore(), ids()]).toEqual([false, true, [1, 2]]);
  list.more();
  list.more();
  expect(asked.map(({ params }) => params)).toEqual([{ limit: 2 }, { limit: 2, cursor: 'c2' }]);
  answer([2, 3]);
  expect([list.hasMore(), ids()]).toEqual([false, [1, 2, 3]]);
});

test('after a change it is read again as far as it was shown, and stays until then', () => {
  const { list, asked, answer, change, ids } = open();
  answer([1, 2], 'c2');
  list.more();
  answer([3, 4], 'c4');
  change({ version: 1 });
  expect([asked.at(-1)!.params, ids()]).toEqual([{ limit: 4 }, [1, 2, 3, 4]]);
  answer([0, 1, 2], 'c3');
  expect([asked.at(-1)!.params, ids()]).toEqual([{ limit: 2, cursor: 'c3' }, [1, 2, 3, 4]]);
  answer([3, 4]);
  expect(ids()).toEqual([0, 1, 2, 3, 4]);
});

test('another query cancels what is under way, and begins with one page', () => {
  const { list, asked, answer, change, cancelled, ids } = open();
  answer([1, 2], 'c2');
  list.more();
  change({ query: 'b' });
  expect([cancelled(), asked.at(-1)]).toMatchObject([1, { query: 'b', params: { limit: 2 } }]);
  answer([7]);
  expect(ids()).toEqual([7]);
});

test('what failed is what is tried again', () => {
  const { list, asked, answer, fail, ids } = open();
  fail();
  expect(list.problem()).toBeDefined();
  list.retry();
  expect([list.problem(), asked.at(-1)!.params]).toEqual([undefined, { limit: 2 }]);
  answer([1, 2], 'c2');
  list.more();
  fail();
  expect(ids()).toEqual([1, 2]);
  list.retry();
  expect(asked.at(-1)!.params).toEqual({ limit: 2, cursor: 'c2' });
});

test('a list whose new query failed does not go on by the cursor of the old one', () => {
  const { list, asked, answer, change, fail } = open();
  answer([1, 2], 'c2');
  change({ query: 'b' });
  fail();
  list.more();
  expect(asked.at(-1)).toMatchObject({ query: 'b', params: { limit: 2 } });
});

test('what is under way is cancelled with the page', () => {
  const { destroy, cancelled } = open();
  destroy();
  expect(cancelled()).toBe(1);
});
