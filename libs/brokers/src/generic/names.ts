/** What a column may hold. */
export type Field =
  | 'account'
  | 'assetType'
  | 'currency'
  | 'date'
  | 'entryDate'
  | 'entryPrice'
  | 'exitDate'
  | 'exitPrice'
  | 'fees'
  | 'id'
  | 'orderId'
  | 'price'
  | 'quantity'
  | 'side'
  | 'symbol'
  | 'time';

const ENTRY = '(?:entry|entered|enter|open(?:ed|ing)?)';
const EXIT = '(?:exit(?:ed)?|clos(?:e|ed|ing))';
const WHEN = '(?:(?:date|time|timestamp|at|date/time|datetime)\\b ?)+';

/** How tables of trades call their columns, the surest names first. Names are in small letters. */
const NAMES: Readonly<Record<Field, readonly RegExp[]>> = {
  account: [/^account(?: ?(?:id|name|number|no\.?|#))?$/],
  assetType: [/^(?:asset|instrument|security|product) ?(?:type|class|category)$/, /^asset ?class/],
  currency: [/^(?:price )?currency$/, /^ccy$/],
  date: [
    /^(?:date ?\/? ?time|timestamp|executed at|filled at|fill time|exec(?:ution)? (?:date|time))$/,
    /^t ?\/ ?d$/,
    /^(?:trade |transaction |activity |run )?date(?: ?\(utc\))?$/,
    /^(?:trade |created )?(?:time|at)$/,
    /date|time/,
  ],
  entryDate: [new RegExp(`^${ENTRY} ?${WHEN}$`), new RegExp(`^${WHEN}${ENTRY}$`)],
  entryPrice: [new RegExp(`^(?:avg\\.? |average )?${ENTRY} ?price$`), /^entry$/],
  exitDate: [new RegExp(`^${EXIT} ?${WHEN}$`), new RegExp(`^${WHEN}${EXIT}$`)],
  exitPrice: [new RegExp(`^(?:avg\\.? |average )?${EXIT} ?price$`), /^exit$/],
  fees: [
    /^(?!.*(?:incl|currency|coin|total)).*(?:commissions?|fees?|\bcomm)\b/,
    /^(?:sec|taf|nscc|nasdaq|nfa|orf|ecn (?:add|remove))$/,
  ],
  id: [/^(?:exec(?:ution)?|trade|fill|deal|transaction|txn?) ?(?:id|#|no\.?|number)$/, /^id$/],
  orderId: [/^(?:order|ord) ?(?:id|#|no\.?|number)$/],
  price: [
    /^(?:avg\.?|average|fill|filled|exec(?:ution)?|executed|trade|traded|t\.) ?(?:fill )?price$/,
    /^price\b/,
    /^rate$/,
    /price/,
  ],
  quantity: [
    /^(?:filled|executed|exec) ?(?:qty|quantity|size)?$/,
    /^(?:qty|quantity|size|shares|contracts|lots|volume|vol|units)\b/,
    /qty|quantity|\bsize\b|shares|contracts/,
    /^amount$/,
  ],
  side: [
    /^(?:side|b ?\/ ?s|buy ?\/ ?sell|action|direction|long ?\/ ?short)$/,
    /\bside\b|\baction\b|direction|market pos/,
    /^(?:order |trade |transaction )?type$/,
  ],
  symbol: [
    /^(?:symbol|ticker)$/,
    /symbol|ticker/,
    /^(?:instrument|contract|pair|product|market|security|stock|asset)(?: ?(?:name|id))?$/,
  ],
  time: [/^(?:trade |exec(?:ution)? |fill )?time(?: of day)?$/],
};

/** The columns that may be a field, the likeliest first. */
export function columnsNamed(header: readonly string[], field: Field): readonly string[] {
  const found = NAMES[field].flatMap((name) => header.filter((column) => name.test(column.toLowerCase())));
  return [...new Set(found)];
}

/** How many fields a row names, if it is a head. */
export function fieldsNamed(cells: readonly string[]): number {
  return (Object.keys(NAMES) as Field[]).filter((field) => columnsNamed(cells, field).length > 0).length;
}
