/** Examples for the help, by the words that lead to each command. A test parses each example. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  search: ['infinitio search "8 x H100 in Europe for 3 hours"', 'infinitio search --gpu 4090 --max 0.50 --for 60s'],
  advice: ['infinitio advice llama 3.3 70b'],
  compare: ['infinitio compare "Northlight 6" 0x1a2b3c4d'],
  ssh: ['infinitio ssh mytest', 'infinitio ssh 12 nvidia-smi'],
  cp: ['infinitio cp -r data mytest:', 'infinitio cp 12:out/model.bin .'],
  'files get': ['infinitio files get mytest:out'],
  'files put': ['infinitio files put data.csv mytest:in/data.csv'],
  logs: ['infinitio logs mytest --follow'],
  ports: ['infinitio ports mytest --add 8888 --token'],
  end: ['infinitio end mytest'],
  extend: ['infinitio extend mytest --hours 2', 'infinitio extend 12 --auto 20 --yes'],
  receipt: ['infinitio receipt mytest', 'infinitio receipt 12 --json'],
  move: ['infinitio move mytest --list', 'infinitio move mytest --node "Northlight 6"'],
  snapshot: ['infinitio snapshot mytest'],
  share: ['infinitio share mytest 0x1111111111111111111111111111111111111111 --use'],
  'artefact put': ['infinitio artefact put proof.json --public'],
  'proofs show': ['infinitio proofs show "Northlight 6"'],
  'proofs network': ['infinitio proofs network "Northlight 6"'],
  'proofs check': ['infinitio proofs check proof.json'],
  'fault list': ['infinitio fault list mytest', 'infinitio fault list --node "Northlight 6"'],
  'review make': ['infinitio review make mytest --stars 5 --text "Fast disk"'],
  'review check': ['infinitio review check --head head.json'],
  'holds make': ['infinitio holds make "Northlight 6" --hours 4'],
  'orders bid': ['infinitio orders bid --class h100 --region eu --max-price 1.90 --gpus 8 --hours 24 --force gtc'],
  'orders cancel': ['infinitio orders cancel 0x1a2b3c4d'],
  'orders ask': ['infinitio orders ask "My machine" --price 0.40 --notice 300'],
  'price set': ['infinitio price set --percent=-5 --class h100', 'infinitio price set --price 0.40 --node "My machine" --yes'],
  'provide maintenance plan': ['infinitio provide maintenance plan "My machine" --from 2026-12-01T22:00Z --for 2h'],
  demand: ['infinitio demand "My machine"'],
  login: ['infinitio login --url https://market.example', 'infinitio login --url https://market.example --key-file wallet.key --profile work'],
  'keys make': ['infinitio keys make --total 5 --hours 48'],
  'keys token make': ['infinitio keys token make 0x1111111111111111111111111111111111111111 --name ci'],
  'wallet deposit': ['infinitio wallet deposit 25'],
  market: ['infinitio market', 'infinitio market h100 --region eu'],
  watch: ['infinitio watch listings wallet --json'],
  'govern vote': ['infinitio govern vote 1 for'],
  'govern proposals': ['infinitio govern proposals'],
  'journal verify': ['infinitio journal verify --rpc http://localhost:8545'],
  exit: ['infinitio exit --dry-run --rpc http://localhost:8545'],
}

/** Formats the examples of a command for its help. Returns an empty text if there are none. Pure. */
export function exampleText(path: string): string {
  const lines = examples[path] ?? []
  return lines.length === 0 ? '' : `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
