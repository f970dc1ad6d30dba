// An example for every command, shown under its --help.

import type { Command } from 'commander'

const examples: Readonly<Record<string, readonly string[]>> = {
  init: ['millrace init my-plant'],
  run: ['millrace run my-plant'],
  plan: ['millrace plan my-plant --out plan'],
  forecast: ['millrace forecast --data demand.csv --horizon 13 --out forecast.csv'],
  backtest: [
    'millrace backtest my-plant --periods 26',
    'millrace backtest --data demand.csv --horizon 13',
  ],
  encrypt: ['millrace encrypt my-plant'],
  decrypt: ['millrace decrypt my-plant'],
  'quality fit': [
    'millrace quality fit tests.csv --outcome result --failing leak,crack --setting torque=25:40 --ignore serial --scrap-cost 40 --inspection-cost 1.5 --escape-cost 300 --out assembly.millrace',
    'millrace quality fit my-plant --out assembly.millrace',
  ],
  'quality predict': ['millrace quality predict assembly.millrace today.csv --out predicted.csv'],
  'quality advise': ['millrace quality advise assembly.millrace today.csv'],
  'quality inspect': [
    'millrace quality inspect assembly.millrace today.csv --capacity 50 --out inspect.csv',
  ],
  'maintenance fit': [
    'millrace maintenance fit engines.csv --machine unit --run-to-failure --out lives.millrace',
    'millrace maintenance fit sensors.csv --events events.csv --out lives.millrace',
  ],
  'maintenance predict': [
    'millrace maintenance predict lives.millrace sensors.csv --within 30 --out lives.csv',
  ],
  'maintenance schedule': [
    'millrace maintenance schedule my-plant --model lives.millrace --out schedule',
    'millrace maintenance schedule --events events.csv --failure-cost 12000 --service-cost 1800',
  ],
  spc: [
    'millrace spc --data tests.csv --characteristic bore --subgroup lot --lower 24.97 --upper 25.03',
    'millrace spc --data tests.csv --multivariate --ignore serial --html charts.html',
  ],
  'synth schema': ['millrace synth schema records.csv --out schema.yaml'],
  'synth fit': [
    'millrace synth fit records.csv --schema schema.yaml --budget 5m --out records.millrace',
    'millrace synth fit engines.csv --entity unit --order cycle --out engines.millrace',
  ],
  'synth sample': [
    'millrace synth sample records.millrace --rows 100000 --given failed=true --out new.csv',
  ],
  'synth impute': ['millrace synth impute records.millrace gaps.csv --out filled.csv'],
  'synth score': ['millrace synth score records.millrace records.csv --out surprise.csv'],
  'synth report': [
    'millrace synth report records.millrace --data records.csv --out report.html',
    'millrace synth report records.millrace --data records.csv --holdout others.csv --target failed --out report.html',
  ],
}

/** Adds its examples to the help of a command and of those below it. */
export function addExamples(command: Command, path = command.name()): void {
  const own = examples[path]
  if (own) {
    const title = own.length === 1 ? 'Example' : 'Examples'
    command.addHelpText('after', `\n${title}:\n${own.map((line) => `  ${line}\n`).join('')}`)
  }
  for (const below of command.commands) addExamples(below, `${path} ${below.name()}`)
}
