import { by, type GuideRun, here, never } from './guideRun.ts'

/** Guides in the group "operate". `npm run` acts on the market of the test. */
export const operateRuns: Readonly<Record<string, GuideRun>> = {
  'operator-quick-start': {
    blocks: [
      never('own computer', 'npm start'),
      never('output', 'Infinitio is ready'),
      never('public internet', 'you@server.example'),
      'here',
      never('container engine', 'docker compose up'),
    ],
  },
  operator: { blocks: ['here', never('public internet', 'cast send'), never('not yet', 'settlement retry')] },
  containers: {
    blocks: [
      by('e2e/compose.test.ts'),
      never('fragment', 'GATEWAY_SSH_HOST'),
      never('container engine', 'deploy/bucket.yml'),
      never('container engine', 'docker build --file'),
      never('container engine', 'imagetools inspect'),
    ],
  },
  internet: { blocks: [never('public internet', 'caddy run'), never('own computer', 'ufw'), 'here'] },
  production: {
    typed: [
      ['/run/keys', '$HOME'],
      ['https://rpc.example', '$RPC'],
    ],
    blocks: [
      'here',
      by('scripts/deployment/deployment.test.ts'),
      never('public internet', 'npm run deploy -- run'),
      never('public internet', 'sources'),
      'here',
    ],
  },
  backup: {
    // Restoring needs a market that is stopped: e2e/admin.test.ts does that.
    typed: [
      ['/backups', '$HOME'],
      [/^npm run admin -- restore.*$/gm, ''],
    ],
    blocks: ['here', 'here', never('fragment', 'wal_level'), never('fragment', 'restore_command')],
  },
  'update-a-market': {
    typed: [['/backups', '$HOME']],
    blocks: [
      'here',
      never('own computer', 'git fetch --tags'),
      never('own computer', 'npm start'),
      never('container engine', 'docker compose up'),
      'here',
    ],
  },
  observability: { blocks: [by('scripts/deploy/alerts.test.ts')] },
  logs: { blocks: here(1), given: 'cd $DATA', typed: [['0x5457…', '-i chain']] },
  'operator-keys': {
    blocks: ['here', never('not yet', 'announce engine')],
    given: 'export RPC_URL=$RPC DIRECTORY_ADDRESS=$(curl -fsS $URL/api/v1/chain | jq -r .addresses.directory)',
    typed: [['/run/keys', '$HOME']],
  },
  'sender-keys': {
    blocks: [never('own computer', 'apps/engine/src/main.ts'), by('packages/chain/test/testSigner.ts'), never('not yet', 'shares pay')],
  },
  'replace-keys': { blocks: [by('apps/engine/test/rotation.test.ts'), never('many days', 'formSet()')] },
  gateways: {
    blocks: here(1),
    typed: [
      ['node apps', 'node $CHECKOUT/apps'],
      ['/run/keys/gateway-host.key', '$DATA/keys/gateway-host.key'],
    ],
  },
  'operator-services': {
    blocks: [never('public internet', 'MAIL_SMTP_URL'), never('not yet', 'ECB reference rates'), never('container engine', 'podman push')],
  },
  'operator-models': {
    blocks: [
      never('not yet', 'abuse@models.example'),
      never('not yet', 'service hide'),
      never('not yet', 'keys revoke'),
      never('output', '# List of 29 November'),
      never('not yet', 'deny.txt'),
    ],
  },
  'serve-jobs': {
    before: 'wallet',
    blocks: [never('not yet', 'jobs logs'), never('not yet', 'jobs serve'), never('not yet', '--secret HF_TOKEN'), never('not yet', 'train.yaml')],
  },
  'new-contracts': {
    blocks: [
      never('many days', 'npm run admin -- move Market'),
      never('many days', 'announce(bytes32,address)'),
      never('many days', 'setPeriod'),
      never('many days', 'move DisputeCourt'),
      never('many days', 'set(bytes32,address)'),
    ],
  },
}
