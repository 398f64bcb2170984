import { render, screen } from '@testing-library/angular';
import { Amount } from './amount';

test('says a loss by its sign', async () => {
  await render(Amount, { inputs: { value: '-57.5', currency: 'USD' } });
  expect(screen.getByText('−$57.50')).toBeTruthy();
});
