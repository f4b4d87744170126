import { by, type GuideRun, here, never } from './guideRun.ts'

const first = 'infinitio rent "Cascade Racks 5" --hours 2 --ssh-key ~/.ssh/id_ed25519.pub --name mytest --port 8888; LEASE=$(infinitio ps -q)'
const another = 'infinitio rent "Cascade Racks 2" --hours 1 --ssh-key ~/.ssh/id_ed25519.pub --name another'

/** Guides in the group "rent". */
export const rentRuns: Readonly<Record<string, GuideRun>> = {
  'renter-quick-start': { blocks: [never('own computer', 'npm start'), ...here(2)] },
  'find-a-machine': { blocks: here(7) },
  'fit-a-model': { blocks: here(1) },
  'rent-a-machine': {
    before: 'wallet',
    blocks: here(3),
    given: `${another}; BID=$(infinitio ps --json | jq -r '.items[0].bidHash // .items[0].orderHash'); infinitio end another`,
    typed: [
      [/--hold \S+/g, '--hold $(infinitio holds list --json | jq -r ".items[0].holdId")'],
      [/0x1{64}/g, '$BID'],
    ],
  },
  'use-a-lease': {
    before: 'lease',
    blocks: here(4),
    given: "mkdir checkpoints; echo 'print(1)' > train.py; infinitio ssh mytest 'nohup python3 -m http.server 8888 >/dev/null 2>&1 &'",
    typed: [
      [
        'infinitio ports 12 --add 8888 --token',
        'infinitio ports mytest --add 8888 --token > port; TOKEN=$(grep ^ipt_ port); PORT_URL=$(awk "/^8888/ {print \\$2}" port)',
      ],
      [/http:\/\/8888-\S+/g, '--retry 20 --retry-all-errors -fsS $PORT_URL'],
      ['python train.py', 'python3 train.py'],
    ],
  },
  ssh: {
    before: 'lease',
    blocks: [...here(1), never('fragment', 'Host lease-12'), never('many days', 'ProxyJump lease-12@gw2.example:2222'), ...here(3)],
    given: [
      'echo 1 > model.bin; ssh-keygen -q -t ed25519 -N "" -C other -f ~/.ssh/other; infinitio ports mytest --add 6006',
      "infinitio ssh lease-$LEASE 'mkdir data; echo a > data/a'",
      'cat ~/.ssh/config ~/.infinitio/ssh/config-lease-$LEASE > both; cp both ~/.ssh/config',
    ].join('\n'),
    typed: [
      ['~/.ssh/id_ed25519.pub', '~/.ssh/other.pub'],
      ['--remove laptop', '--remove other'],
      ['localhost:8888', 'localhost:18888'],
    ],
    until: { 'ssh -L': '', 'ssh -D': '', 'ssh -R': '' },
  },
  vscode: {
    before: 'lease',
    blocks: here(1),
    // No editor is installed. It connects to the host by the configuration of OpenSSH, as this line does.
    typed: [
      ['code --remote ssh-remote+lease-12 /root', 'ssh lease-12 true'],
      ['Include ~/', 'Include $HOME/'],
    ],
  },
  jupyter: {
    before: 'lease',
    blocks: [never('container engine', '--template pytorch'), never('container engine', 'jupyter lab'), 'here'],
    given: "infinitio ssh mytest 'mkdir work; echo 1 > work/a.ipynb'",
    typed: [['notebook:', 'mytest:']],
  },
  'serve-a-model': {
    before: 'lease',
    blocks: [
      'here',
      never('container engine', '--template vllm --name llm\n'),
      never('container engine', '--template vllm --name llm --secret'),
      ...here(3),
      never('container engine', '--template ollama'),
      'here',
    ],
    given: [
      'cp $CHECKOUT/examples/model-server.mjs .; infinitio files put model-server.mjs mytest:; infinitio ports mytest --add 8000',
      `infinitio ssh mytest 'PORT=8000 nohup ${process.execPath} model-server.mjs >/dev/null 2>&1 &'`,
    ].join('\n'),
    typed: [
      [
        'infinitio ports llm --token',
        'infinitio ports mytest --token > port; export PORT_TOKEN=$(grep ^ipt_ port) PORT_URL=$(awk "/^8000/ {print \\$2}" port | sed "s,/$,,")',
      ],
      ['curl "$PORT_URL', 'curl --retry 20 --retry-all-errors -fsS "$PORT_URL'],
      [/\bllm\b/g, 'mytest'],
    ],
  },
  'keep-your-data': {
    before: 'lease',
    blocks: [...here(2), never('public internet', 'hf download')],
    given:
      "infinitio ssh lease-$LEASE 'mkdir results data; echo 1 > results/a; echo 2 > data/b'; cat ~/.infinitio/ssh/config-lease-$LEASE >> ~/.ssh/config",
    typed: [
      // rsync is not part of OpenSSH, and the test computers do not have it.
      ['rsync -a --partial lease-12:data/ data/', 'scp -r lease-12:data data'],
      ['infinitio snapshot 12', 'export SNAPSHOT=$(infinitio snapshot mytest --json | jq -r .snapshotId)'],
    ],
  },
  'end-a-lease': {
    before: 'lease',
    blocks: here(2),
    typed: [
      [/^infinitio report make 12/gm, `${another}\ninfinitio report make another`],
      ['report list 12', 'report list another'],
    ],
  },
  fees: { before: 'lease', blocks: here(2), given: 'infinitio end mytest' },
  'renter-security': { before: 'wallet', blocks: here(1) },
  faq: { blocks: here(1) },
  troubleshooting: { blocks: [never('output', 'wallet.no_key')] },
  'from-another-cloud': {
    blocks: here(2),
    given: 'mkdir checkpoints; echo 1 > checkpoints/a; export HF_TOKEN=hf_1',
    typed: [[/^infinitio cp/gm, `${first}\ninfinitio cp`]],
    ends: { 'infinitio rent Cascade Racks 6 --template': 70 },
  },
  terminal: {
    blocks: here(5),
    given: 'mkdir data results; echo 1 > data/a; echo "print(1)" > train.py',
    typed: [
      [/^infinitio search "8 x/gm, `${first}\ninfinitio search "8 x`],
      ['-- python train.py', '--simulated -- "mkdir -p out; python3 train.py > out/log"'],
    ],
    until: { 'infinitio logs': '' },
    ends: { 'infinitio rent Cascade Racks 6 --template ollama': 70 },
  },
  'your-image': { blocks: [never('container engine', 'docker buildx imagetools'), never('container engine', 'ollama@sha256')] },
  secrets: {
    before: 'wallet',
    blocks: here(1),
    given: 'export HF_TOKEN=hf_1; echo TOKEN=1 > my.env',
    // Without a connection between the first line and the machine, the lease would wait for its secrets. Here it has them already.
    typed: [['infinitio secrets 12 ', 'infinitio secrets $(infinitio ps -q | head -n 1) --secrets-file my.env']],
  },
  'move-a-lease': {
    before: 'lease',
    blocks: here(1),
    given: 'infinitio rent "Lumière Calcul 3" --ssh-key ~/.ssh/id_ed25519.pub --name dear',
    typed: [[/^infinitio move 12 /gm, 'infinitio move dear ']],
    // The first move is over, so there is nothing to cancel.
    ends: { 'infinitio move dear --cancel': 30 },
  },
  'share-a-lease': {
    before: 'lease',
    blocks: here(3),
    // The lease runs, so its holder can no longer transfer it.
    ends: { 'infinitio transfer': 30 },
  },
  money: {
    before: 'wallet',
    blocks: here(3),
    given: 'infinitio wallet withdraw 200 --to $ACCOUNT; infinitio wallet redeem 150',
    typed: [
      ['--to 0x…', '--to $ACCOUNT'],
      [/^infinitio billing set/gm, 'infinitio rent --gpu cpu --name paid -- sleep 2\ninfinitio billing set'],
      ['invoice 12', 'invoice $(infinitio ps --all -q | head -n 1)'],
    ],
  },
  notifications: { blocks: ['compiled', never('output', 'webhook-id'), 'compiled'] },
  'lease-trouble': { before: 'lease', blocks: here(1) },
  faults: { before: 'lease', blocks: ['here', never('many days', 'infinitio fault answer 3')] },
  reviews: {
    before: 'lease',
    blocks: ['here', never('many days', 'infinitio review answer 3'), 'here'],
    typed: [['http://localhost:8545', '$RPC']],
    // The lease closes one hour after its end.
    ends: { 'infinitio review make': 31 },
  },
  exit: {
    before: 'wallet',
    blocks: here(1),
    typed: [
      ['INFINITIO_RPC=https://…', 'INFINITIO_RPC=$RPC'],
      ['INFINITIO_DIRECTORY=0x…', 'INFINITIO_DIRECTORY=$(curl -fsS $URL/api/v1/chain | jq -r .addresses.directory)'],
      ['--account 0x…', '--account $ACCOUNT'],
      ['~/.infinitio.key', '~/wallet.key'],
    ],
  },
  install: {
    blocks: [
      never('own computer', '-C /usr/local'),
      'here',
      never('own computer', 'npm run pack:command'),
      'here',
      never('own computer', 'git clone'),
      'here',
      by('e2e/developerQuickStart.test.ts'),
      never('own computer', 'git pull'),
    ],
  },
}
