import { deleteDelegateStatement, deleteModelDescription, deleteModelRecord } from '@infinitio/db'
import { address as toAddress } from '@infinitio/domain'
import { bountyEndpoints, carbonEndpoints, commitmentEndpoints, governEndpoints, modelEndpoints, projectEndpoints } from '@infinitio/endpoints'
import { putDelegateStatement } from '../actions/governance/putDelegateStatement.ts'
import { putModelDescription } from '../actions/governance/putModelDescription.ts'
import { putModelRecord } from '../actions/governance/putModelRecord.ts'
import { readModel, readModels } from '../actions/governance/readModels.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints of the DAO: /govern. They read the chain's newest block. Only changing a delegate's statement needs a session. */
export const governRoutes = bindEndpoints(governEndpoints, {
  getGovern: ({ services }) => services.governance.read(),
  getGovernAccount: ({ services, params }) => services.governance.readAccount(toAddress(params.account)),
  getAccountGrants: ({ services, params }) => services.governance.listGrants(toAddress(params.account)),
  listDelegates: ({ services, query }) => services.governance.listDelegates(query),
  getDelegate: ({ services, params }) => services.governance.readDelegate(toAddress(params.account)),
  putDelegateStatement: (call) =>
    putDelegateStatement({ ...call.services, now: Math.floor(Date.now() / 1_000) }, { account: signedIn(call), ...call.body }),
  async deleteDelegateStatement(call) {
    await deleteDelegateStatement(call.services.db, { account: signedIn(call) })
    return null
  },
  getVesting: ({ services }) => services.governance.readVesting(),
  getTreasury: ({ services }) => services.governance.readTreasury(),
  getParameters: ({ services }) => services.governance.listParameters(),
  listProposals: ({ services, query }) => services.governance.listProposals(query),
  getProposal: ({ services, params }) => services.governance.findProposal(BigInt(params.id)),
  simulateProposal: ({ services, params }) => services.governance.simulateProposal(BigInt(params.id)),
  checkProposalDraft: ({ services, body }) => services.governance.checkDraft(body),
})

/** Endpoints for bounties (work that is paid in G), read at the chain's newest block: /govern/bounties. */
export const bountyRoutes = bindEndpoints(bountyEndpoints, {
  listBounties: ({ services, query }) => services.governance.listBounties(query),
  getBounty: ({ services, params }) => services.governance.findBounty(Number(params.id)),
})

/** Public endpoints for carbon audits, read at the chain's newest block: /govern/carbon. */
export const carbonRoutes = bindEndpoints(carbonEndpoints, {
  listCarbon: ({ services, query }) => services.governance.listCarbon(query),
  getCarbon: ({ services, params }) => services.governance.findCarbon(Number(params.id)),
})

/** Endpoints for commitments (promises of GPU time in advance), read at the chain's newest block: /govern/commitments. */
export const commitmentRoutes = bindEndpoints(commitmentEndpoints, {
  listCommitments: ({ services, query }) => services.governance.listCommitments(query),
  getCommitment: ({ services, params }) => services.governance.findCommitment(Number(params.id)),
})

/**
 * Endpoints for commercial models, for which users pay in G: /govern/models. They read the chain's newest block; changing a description or record needs a
 * session.
 */
export const modelRoutes = bindEndpoints(modelEndpoints, {
  listModels: ({ services, query }) => readModels(services, query),
  getModel: ({ services, params }) => readModel(services, Number(params.id)),
  putModelDescription: (call) =>
    putModelDescription(
      { ...call.services, now: Math.floor(Date.now() / 1_000) },
      { id: Number(call.params.id), account: signedIn(call), ...call.body },
    ),
  async deleteModelDescription(call) {
    await deleteModelDescription(call.services.db, { id: Number(call.params.id), account: signedIn(call) })
    return null
  },
  putModelRecord: (call) =>
    putModelRecord({ ...call.services, now: Math.floor(Date.now() / 1_000) }, { id: Number(call.params.id), account: signedIn(call) }, call.body),
  async deleteModelRecord(call) {
    await deleteModelRecord(call.services.db, { id: Number(call.params.id), account: signedIn(call) })
    return null
  },
})

/** Endpoints for projects for which sponsors lock G, read at the chain's newest block: /govern/projects. */
export const projectRoutes = bindEndpoints(projectEndpoints, {
  listProjects: ({ services, query }) => services.governance.listProjects(query),
  getProject: ({ services, params }) => services.governance.findProject(Number(params.id)),
})
