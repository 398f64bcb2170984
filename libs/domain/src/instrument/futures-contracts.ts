/**
 * Contract specifications of listed futures: multiplier (value of one point, in USD), tick and, where there is one,
 * the symbol id of the ProjectX API that TopstepX uses.
 *
 * Source: the specifications of the exchanges, collected on 2026-11-23 from QuantConnect LEAN's symbol properties
 * database, the ProjectX API's documentation and the TopstepX client, and compared with each other. Grains, oats,
 * soybean oil and livestock are quoted in cents.
 */
export interface FuturesContract {
  readonly root: string;
  readonly exchange: string;
  readonly name: string;
  readonly multiplier: string;
  readonly tickSize: string;
  readonly tickValue: string;
  readonly projectxId: string | null;
}

type Row = readonly [
  root: string,
  exchange: string,
  name: string,
  multiplier: string,
  tickSize: string,
  tickValue: string,
  projectxId?: string,
];

const ROWS: readonly Row[] = [
  ['ES', 'CME', 'E-mini S&P 500', '50', '0.25', '12.5', 'F.US.EP'],
  ['MES', 'CME', 'Micro E-mini S&P 500', '5', '0.25', '1.25', 'F.US.MES'],
  ['NQ', 'CME', 'E-mini Nasdaq-100', '20', '0.25', '5', 'F.US.ENQ'],
  ['MNQ', 'CME', 'Micro E-mini Nasdaq-100', '2', '0.25', '0.5', 'F.US.MNQ'],
  ['RTY', 'CME', 'E-mini Russell 2000', '50', '0.1', '5', 'F.US.RTY'],
  ['M2K', 'CME', 'Micro E-mini Russell 2000', '5', '0.1', '0.5', 'F.US.M2K'],
  ['YM', 'CBOT', 'E-mini Dow ($5)', '5', '1', '5', 'F.US.YM'],
  ['MYM', 'CBOT', 'Micro E-mini Dow', '0.5', '1', '0.5', 'F.US.MYM'],
  ['EMD', 'CME', 'E-mini S&P MidCap 400', '100', '0.1', '10', 'F.US.EMD'],
  ['NKD', 'CME', 'Nikkei 225 (USD)', '5', '5', '25', 'F.US.NKD'],
  ['CL', 'NYMEX', 'WTI Crude Oil', '1000', '0.01', '10', 'F.US.CLE'],
  ['MCL', 'NYMEX', 'Micro WTI Crude Oil', '100', '0.01', '1', 'F.US.MCLE'],
  ['QM', 'NYMEX', 'E-mini Crude Oil', '500', '0.025', '12.5', 'F.US.NQM'],
  ['NG', 'NYMEX', 'Henry Hub Natural Gas', '10000', '0.001', '10', 'F.US.NGE'],
  ['MNG', 'NYMEX', 'Micro Henry Hub Natural Gas', '1000', '0.001', '1', 'F.US.MNG'],
  ['QG', 'NYMEX', 'E-mini Natural Gas', '2500', '0.005', '12.5', 'F.US.NQG'],
  ['RB', 'NYMEX', 'RBOB Gasoline', '42000', '0.0001', '4.2', 'F.US.RBE'],
  ['HO', 'NYMEX', 'NY Harbor ULSD', '42000', '0.0001', '4.2', 'F.US.HOE'],
  ['BZ', 'NYMEX', 'Brent Last Day Financial', '1000', '0.01', '10'],
  ['GC', 'COMEX', 'Gold', '100', '0.1', '10', 'F.US.GCE'],
  ['MGC', 'COMEX', 'Micro Gold', '10', '0.1', '1', 'F.US.MGC'],
  ['SI', 'COMEX', 'Silver', '5000', '0.005', '25', 'F.US.SIE'],
  ['SIL', 'COMEX', 'Micro Silver (1,000 oz)', '1000', '0.005', '5', 'F.US.SIL'],
  ['HG', 'COMEX', 'Copper', '25000', '0.0005', '12.5', 'F.US.CPE'],
  ['MHG', 'COMEX', 'Micro Copper', '2500', '0.0005', '1.25', 'F.US.MHG'],
  ['PL', 'NYMEX', 'Platinum', '50', '0.1', '5', 'F.US.PLE'],
  ['PA', 'NYMEX', 'Palladium', '100', '0.5', '50'],
  ['ZB', 'CBOT', '30-Year U.S. Treasury Bond', '1000', '0.03125', '31.25', 'F.US.USA'],
  ['ZN', 'CBOT', '10-Year U.S. Treasury Note', '1000', '0.015625', '15.625', 'F.US.TYA'],
  ['ZF', 'CBOT', '5-Year U.S. Treasury Note', '1000', '0.0078125', '7.8125', 'F.US.FVA'],
  ['ZT', 'CBOT', '2-Year U.S. Treasury Note', '2000', '0.00390625', '7.8125', 'F.US.TUA'],
  ['TN', 'CBOT', 'Ultra 10-Year U.S. Treasury Note', '1000', '0.015625', '15.625', 'F.US.TNA'],
  ['UB', 'CBOT', 'Ultra U.S. Treasury Bond', '1000', '0.03125', '31.25', 'F.US.ULA'],
  ['SR3', 'CME', '3-Month SOFR', '2500', '0.005', '12.5', 'F.US.SR3'],
  ['ZC', 'CBOT', 'Corn', '50', '0.25', '12.5', 'F.US.ZCE'],
  ['ZS', 'CBOT', 'Soybeans', '50', '0.25', '12.5', 'F.US.ZSE'],
  ['ZW', 'CBOT', 'Chicago SRW Wheat', '50', '0.25', '12.5', 'F.US.ZWA'],
  ['KE', 'CBOT', 'KC HRW Wheat', '50', '0.25', '12.5'],
  ['ZO', 'CBOT', 'Oats', '50', '0.25', '12.5'],
  ['ZM', 'CBOT', 'Soybean Meal', '100', '0.1', '10', 'F.US.ZME'],
  ['ZL', 'CBOT', 'Soybean Oil', '600', '0.01', '6', 'F.US.ZLE'],
  ['HE', 'CME', 'Lean Hogs', '400', '0.025', '10', 'F.US.HE'],
  ['LE', 'CME', 'Live Cattle', '400', '0.025', '10', 'F.US.GLE'],
  ['GF', 'CME', 'Feeder Cattle', '500', '0.025', '12.5', 'F.US.GF'],
  ['6E', 'CME', 'Euro FX', '125000', '0.00005', '6.25', 'F.US.EU6'],
  ['6B', 'CME', 'British Pound', '62500', '0.0001', '6.25', 'F.US.BP6'],
  ['6J', 'CME', 'Japanese Yen', '12500000', '0.0000005', '6.25', 'F.US.JY6'],
  ['6A', 'CME', 'Australian Dollar', '100000', '0.00005', '5', 'F.US.DA6'],
  ['6C', 'CME', 'Canadian Dollar', '100000', '0.00005', '5', 'F.US.CA6'],
  ['6S', 'CME', 'Swiss Franc', '125000', '0.00005', '6.25', 'F.US.SF6'],
  ['6N', 'CME', 'New Zealand Dollar', '100000', '0.00005', '5', 'F.US.NE6'],
  ['6M', 'CME', 'Mexican Peso', '500000', '0.00001', '5', 'F.US.MX6'],
  ['E7', 'CME', 'E-mini Euro FX', '62500', '0.0001', '6.25', 'F.US.EEU'],
  ['J7', 'CME', 'E-mini Japanese Yen', '6250000', '0.000001', '6.25'],
  ['M6E', 'CME', 'Micro EUR/USD', '12500', '0.0001', '1.25', 'F.US.M6E'],
  ['M6A', 'CME', 'Micro AUD/USD', '10000', '0.0001', '1', 'F.US.M6A'],
  ['M6B', 'CME', 'Micro GBP/USD', '6250', '0.0001', '0.625', 'F.US.M6B'],
  ['MCD', 'CME', 'Micro CAD/USD', '10000', '0.0001', '1', 'F.US.GMCD'],
  ['MJY', 'CME', 'Micro JPY/USD', '1250000', '0.000001', '1.25'],
  ['MSF', 'CME', 'Micro CHF/USD', '12500', '0.0001', '1.25'],
  ['BTC', 'CME', 'Bitcoin', '5', '5', '25'],
  ['MBT', 'CME', 'Micro Bitcoin', '0.1', '5', '0.5', 'F.US.MBT'],
  ['ETH', 'CME', 'Ether', '50', '0.5', '25'],
  ['MET', 'CME', 'Micro Ether', '0.1', '0.5', '0.05', 'F.US.GMET'],
  ['VX', 'CFE', 'Cboe VIX', '1000', '0.05', '50'],
  ['VXM', 'CFE', 'Mini VIX', '100', '0.01', '1'],
];

export const FUTURES_CONTRACTS: readonly FuturesContract[] = ROWS.map(
  ([root, exchange, name, multiplier, tickSize, tickValue, projectxId]) => ({
    root,
    exchange,
    name,
    multiplier,
    tickSize,
    tickValue,
    projectxId: projectxId ?? null,
  }),
);
