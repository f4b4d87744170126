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
  operator: { blocks: ['here', never('public internet', 'cast send'), 'here'] },
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
    blocks: [
      'here',
      by('scripts/deployment/deployment.test.ts'),
      never('public internet', 'npm run deploy -- run'),
      never('public internet', 'sources'),
      'here',
    ],
  },
  backup: { blocks: ['here', 'here', never('fragment', 'wal_level'), never('fragment', 'restore_command')] },
  'update-a-market': {
    blocks: [
      'here',
      never('own computer', 'git fetch --tags'),
      never('own computer', 'npm start'),
      never('container engine', 'docker compose up'),
      'here',
    ],
  },
  observability: { blocks: [by('scripts/deploy/alerts.test.ts')] },
  logs: { blocks: here(1) },
  'operator-keys': { blocks: here(2) },
  'sender-keys': { blocks: [never('own computer', 'apps/engine/src/main.ts'), by('packages/chain/test/testSigner.ts'), 'here'] },
  'replace-keys': { blocks: [by('apps/engine/test/rotation.test.ts'), never('many days', 'formSet()')] },
  gateways: { blocks: here(1) },
  'operator-services': {
    blocks: [never('public internet', 'MAIL_SMTP_URL'), never('not yet', 'ECB reference rates'), never('container engine', 'podman push')],
  },
  'operator-models': {
    blocks: [...here(3), never('output', '# List of 29 November'), 'here'],
  },
  'serve-jobs': { before: 'wallet', blocks: here(4) },
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
