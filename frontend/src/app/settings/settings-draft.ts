import type { ChangeSettingsRequest } from '@singularity/contract';
import { decimal, parseCurrency, parseTimeZone, same } from '@singularity/domain';
import type { DecimalText, Problem, Settings } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';

export interface SettingsDraft {
  timeZone: string;
  baseCurrency: string;
  tolerances: { currency: string; amount: string }[];
}

/** The settings that the form holds; the theme is chosen beside it. */
type JournalSettings = Required<Omit<ChangeSettingsRequest, 'theme'>>;

export function draftOf({ timeZone, baseCurrency, breakevenTolerance }: Settings): SettingsDraft {
  return {
    timeZone,
    baseCurrency,
    tolerances: Object.entries(breakevenTolerance).map(([currency, amount]) => ({ currency, amount })),
  };
}

/** Reads what was typed, or names every field at fault. */
export function readSettings(draft: SettingsDraft): JournalSettings | readonly Problem[] {
  const problems: Problem[] = [];
  const baseCurrency = parseCurrency(draft.baseCurrency.trim());
  if (baseCurrency === null) problems.push({ field: 'baseCurrency', message: 'Enter a code such as USD.' });
  if (parseTimeZone(draft.timeZone.trim()) === null)
    problems.push({ field: 'timeZone', message: 'Choose a time zone.' });
  const breakevenTolerance: Record<string, DecimalText> = {};
  draft.tolerances.forEach((row, index) => {
    const currency = parseCurrency(row.currency.trim());
    const amount = readNumber(row.amount);
    if (currency === null || currency in breakevenTolerance)
      problems.push({
        field: `tolerances.${index}.currency`,
        message: 'Enter each currency once, as a code such as USD.',
      });
    else if (amount === null || decimal(amount).isNegative())
      problems.push({ field: `tolerances.${index}.amount`, message: 'Enter zero or more.' });
    else breakevenTolerance[currency] = amount;
  });
  if (problems.length > 0 || baseCurrency === null) return problems;
  return { timeZone: draft.timeZone.trim(), baseCurrency, breakevenTolerance };
}

export function changesOf(settings: Settings, request: JournalSettings): ChangeSettingsRequest {
  const fields = Object.entries(request) as [keyof Settings, unknown][];
  return Object.fromEntries(fields.filter(([field, value]) => !same(settings[field], value)));
}
