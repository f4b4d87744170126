// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints, bountyEndpoints, carbonEndpoints, chainEndpoints, commitmentEndpoints, emissionEndpoints, eventEndpoints, explorerEndpoints, governEndpoints, invoiceEndpoints, journalEndpoints, leaseEndpoints, leasePortEndpoints, leaseShareEndpoints, machineDiskEndpoints, mailEndpoints, marketDataEndpoints, marketEndpoints, modelEndpoints, nodeEndpoints, notificationEndpoints, orderEndpoints, orderStreamEndpoints, projectEndpoints, providerEndpoints, searchEndpoints, secretEndpoints, sessionEndpoints, sessionKeyEndpoints, settingsEndpoints, snapshotEndpoints, webhookEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../client/endpointCall.ts'

/** Balance, what is set aside, and the statement. Codes: `chain.rpc_unavailable`. */
export const getWallet = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getWallet>("GET", "/wallet", ["query"])

/** A month of the signed-in account's Market balance, such as "2026-11", UTC, from final blocks: a page; `next` of it is the `after` of the next one. Codes: `api.cursor_invalid`. */
export const getStatement = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getStatement>("GET", "/wallet/statement", ["query"])

/** Everything that is kept about the account. */
export const exportAccount = /* @__PURE__ */ endpointCall<typeof accountEndpoints.exportAccount>("GET", "/account/export", [])

/** Deletes what this market keeps about the signed-in account, signs it out everywhere, and says what stays and why. Codes: `account.leases_live`. */
export const deleteAccount = /* @__PURE__ */ endpointCall<typeof accountEndpoints.deleteAccount>("DELETE", "/account", [])

/** Work that is paid in G, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listBounties = /* @__PURE__ */ endpointCall<typeof bountyEndpoints.listBounties>("GET", "/govern/bounties", ["query?"])

/** One bounty: what is wanted, who works on it and reviews it, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getBounty = /* @__PURE__ */ endpointCall<typeof bountyEndpoints.getBounty>("GET", "/govern/bounties/{id}", ["id"])

/** Proofs of green energy and their audits, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listCarbon = /* @__PURE__ */ endpointCall<typeof carbonEndpoints.listCarbon>("GET", "/govern/carbon", ["query?"])

/** One proof of green energy: what it says, who audits it, what they answered, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getCarbon = /* @__PURE__ */ endpointCall<typeof carbonEndpoints.getCarbon>("GET", "/govern/carbon/{id}", ["id"])

/** What a client must know before it builds and signs an order: contracts, fees, the block clock, the gateway. Codes: `chain.rpc_unavailable`. */
export const getChain = /* @__PURE__ */ endpointCall<typeof chainEndpoints.getChain>("GET", "/chain", [])

/** Funds an account on the development chain; follow it with `getRelay`. Codes: `chain.not_development`, `account.faucet_used`, `chain.rpc_unavailable`. */
export const requestFaucet = /* @__PURE__ */ endpointCall<typeof chainEndpoints.requestFaucet>("POST", "/faucet", ["body"])

/** One transaction with its decoded events. Codes: `chain.transaction_unknown`. */
export const getTransaction = /* @__PURE__ */ endpointCall<typeof chainEndpoints.getTransaction>("GET", "/transactions/{hash}", ["hash"])

/** GPU time that providers promised ahead, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listCommitments = /* @__PURE__ */ endpointCall<typeof commitmentEndpoints.listCommitments>("GET", "/govern/commitments", ["query?"])

/** One commitment: what was promised and delivered, its bond, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getCommitment = /* @__PURE__ */ endpointCall<typeof commitmentEndpoints.getCommitment>("GET", "/govern/commitments/{id}", ["id"])

/** Where emission stands, and its last epochs. Codes: `chain.rpc_unavailable`. */
export const getEmission = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEmission>("GET", "/emission", [])

/** What a provider can claim, with its proof, and what waits. Codes: `api.bad_address`, `api.not_found`, `chain.rpc_unavailable`. */
export const getEmissionAccount = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEmissionAccount>("GET", "/emission/accounts/{account}", ["account"])

/** Incentive programmes and what is left of each. Codes: `chain.rpc_unavailable`. */
export const listProgrammes = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.listProgrammes>("GET", "/emission/programmes", [])

/** What was seen of nodes in hours that are over, both included, at most 72. Codes: `api.invalid_field`, `api.not_found`, `chain.rpc_unavailable`. */
export const getHourRecords = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getHourRecords>("GET", "/emission/hours", {"first":"query.first","last":"query.last"})

/** An epoch with all its leaves and what each follows from. Codes: `api.invalid_field`, `api.not_found`. */
export const getEpochDocument = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEpochDocument>("GET", "/emission/documents/{statement}", ["statement"])

/** Signatures of validators under epochs of the last day. */
export const getEpochBoard = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEpochBoard>("GET", "/emission/board", [])

/** Hand in an epoch with a validator’s signature, or the leaves of a published one. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postEpoch = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postEpoch>("POST", "/emission/board", ["body"])

/** Leases that were lost with their node and run on the chain still. */
export const getOpenLosses = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getOpenLosses>("GET", "/emission/losses", [])

/** Hand in a validator’s signature under a loss. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `chain.rpc_unavailable`. */
export const postLoss = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postLoss>("POST", "/emission/losses", ["body"])

/** Signatures of validators under reputations and deliveries of the last day. */
export const getRootBoard = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getRootBoard>("GET", "/emission/roots", [])

/** Hand in a root with a validator’s signature. Codes: `api.invalid_field`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postRoot = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postRoot>("POST", "/emission/roots", ["body"])

/** Every registered node, counted by region, place and class. */
export const getNetwork = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getNetwork>("GET", "/explorer/network", [])

/** Registered nodes in the order of their ids. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`. */
export const listNetworkNodes = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listNetworkNodes>("GET", "/explorer/nodes", ["query"])

/** Leases of anybody as the chain tells them, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`. */
export const listPublicLeases = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listPublicLeases>("GET", "/explorer/leases", ["query"])

/** One lease as the chain tells it to anybody. Codes: `lease.unknown`. */
export const getPublicLease = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getPublicLease>("GET", "/explorer/leases/{leaseId}", ["leaseId"])

/** Blocks, newest first, with how much in them concerns this market. Codes: `api.cursor_invalid`. */
export const listBlocks = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listBlocks>("GET", "/explorer/blocks", ["query"])

/** One block. Codes: `chain.block_unknown`. */
export const getBlock = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getBlock>("GET", "/explorer/blocks/{number}", ["number"])

/** Transactions with events of our contracts, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listTransactions = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listTransactions>("GET", "/explorer/transactions", ["query"])

/** What the chain says of an account. Codes: `api.bad_address`. */
export const getPublicAccount = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getPublicAccount>("GET", "/explorer/accounts/{account}", ["account"])

/** What is known by an address, a hash or a number. */
export const searchExplorer = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.searchExplorer>("GET", "/explorer/search", ["query.q"])

/** Reserve, G, treasury and the rules of voting. Codes: `chain.rpc_unavailable`. */
export const getGovern = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovern>("GET", "/govern", [])

/** Stake, votes, delegate, unstaking and interest of an account. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getGovernAccount = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovernAccount>("GET", "/govern/accounts/{account}", ["account"])

/** Who has votes, most first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listDelegates = /* @__PURE__ */ endpointCall<typeof governEndpoints.listDelegates>("GET", "/govern/delegates", ["query?"])

/** An account’s votes, whose stake they are, and how and why it voted. Codes: `api.bad_address`, `api.not_found`, `chain.rpc_unavailable`. */
export const getDelegate = /* @__PURE__ */ endpointCall<typeof governEndpoints.getDelegate>("GET", "/govern/delegates/{account}", ["account"])

/** The grants of genesis: what has vested, what is paid and what can be. Codes: `chain.rpc_unavailable`. */
export const getVesting = /* @__PURE__ */ endpointCall<typeof governEndpoints.getVesting>("GET", "/govern/vesting", [])

/** What came into the treasury and went out of it, by day, and what of fees was burned. Codes: `chain.rpc_unavailable`. */
export const getTreasury = /* @__PURE__ */ endpointCall<typeof governEndpoints.getTreasury>("GET", "/govern/treasury", [])

/** Every bounded parameter: its value, its bounds, and who changed it when from what to what. Codes: `chain.rpc_unavailable`. */
export const getParameters = /* @__PURE__ */ endpointCall<typeof governEndpoints.getParameters>("GET", "/govern/parameters", [])

/** Proposals, newest first, with their votes and how much is missing. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listProposals = /* @__PURE__ */ endpointCall<typeof governEndpoints.listProposals>("GET", "/govern/proposals", ["query?"])

/** One proposal: its calls in words, who voted and why, its bond and its way. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getProposal = /* @__PURE__ */ endpointCall<typeof governEndpoints.getProposal>("GET", "/govern/proposals/{id}", ["id"])

/** What the calls of an open proposal would come to if the timelock made them now. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const simulateProposal = /* @__PURE__ */ endpointCall<typeof governEndpoints.simulateProposal>("GET", "/govern/proposals/{id}/simulation", ["id"])

/** Who the invoices of the signed-in account are made out to; null where it gave nothing. */
export const getBilling = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.getBilling>("GET", "/account/billing", [])

/** Says who invoices of the signed-in account are made out to from now on; those that were issued keep what they say. */
export const putBilling = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.putBilling>("PUT", "/account/billing", ["body"])

/** Delete who invoices are made out to; those that were issued stay as they are. */
export const deleteBilling = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.deleteBilling>("DELETE", "/account/billing", [])

/** Invoices that the account was issued for a lease, newest first. */
export const listInvoices = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.listInvoices>("GET", "/leases/{leaseId}/invoices", ["leaseId"])

/** The invoice of a closed lease for who holds it, issued once, in `language` or what the account chose for its pages; with other billing details than before a new one that names the former. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_closed`, `account.billing_missing`, `chain.rpc_unavailable`. */
export const issueInvoice = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.issueInvoice>("POST", "/leases/{leaseId}/invoices", ["leaseId","query?"])

/** The last row of the journal, signed. Keep heads: one that the journal does not have later proves a fork. */
export const getJournalHead = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalHead>("GET", "/journal/head", [])

/** Hashes that the engine named of its book, each after a row: what a replay must come to there. */
export const getJournalBooks = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalBooks>("GET", "/journal/books", [])

/** Leases of the signed-in account, newest first; as renter also those it holds by transfer and those it gave away, as guest those that are shared with it. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listLeases = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.listLeases>("GET", "/leases", ["query"])

/** One lease with everything that happened to it. Codes: `lease.unknown`, `auth.forbidden`, `chain.rpc_unavailable`. */
export const getLease = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLease>("GET", "/leases/{leaseId}", ["leaseId"])

/** The closing numbers of the contract. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_closed`. */
export const getLeaseReceipt = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLeaseReceipt>("GET", "/leases/{leaseId}/receipt", ["leaseId"])

/** Readings of the last hour (or `hours`, at most 720) of a lease, oldest first, as fine as they are still kept: `resolutionSeconds` says how fine. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseTelemetry = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLeaseTelemetry>("GET", "/leases/{leaseId}/telemetry", ["leaseId","query?"])

/** A token that opens one terminal, log stream or way to the files. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`, `lease.over`. */
export const createTerminalToken = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.createTerminalToken>("POST", "/leases/{leaseId}/terminal-token", {"leaseId":"leaseId","...":"body"})

/** Hand in a signed statement for the engine to carry to the chain. Codes: see the document of the API. */
export const placeRelay = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.placeRelay>("POST", "/relays", ["body"])

/** How far a relay is. Codes: `api.relay_unknown`. */
export const getRelay = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getRelay>("GET", "/relays/{relayId}", ["relayId"])

/** The ports that the workload names, with their addresses and access tokens. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const getLeasePorts = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.getLeasePorts>("GET", "/leases/{leaseId}/ports", ["leaseId"])

/** A token for ports of a lease: `page` opens one port in a browser, once, within a minute; `program` all of them until the lease ends. Shown this once. Codes: see the document of the API. */
export const createPortToken = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.createPortToken>("POST", "/leases/{leaseId}/port-tokens", {"leaseId":"leaseId","...":"body"})

/** Takes an access token for programs back; what it opened ends within two seconds. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const revokePortToken = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.revokePortToken>("DELETE", "/leases/{leaseId}/port-tokens/{tokenId}", {"leaseId":"leaseId","tokenId":"tokenId"})

/** Whom a lease is shared with. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseShares = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.getLeaseShares>("GET", "/leases/{leaseId}/shares", ["leaseId"])

/** Shares a live lease with a teammate's wallet: `watch` reads it, its metrics and its log, `use` has shell, SSH (by the keys that account keeps) and ports as well. Off chain; money stays with its holder. Codes: see the document of the API. */
export const shareLease = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.shareLease>("POST", "/leases/{leaseId}/shares", {"leaseId":"leaseId","...":"body"})

/** Takes a share back, or gives one's own back; what it had open is closed within about a second. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_teammate`, `lease.share_unknown`, `api.bad_address`. */
export const unshareLease = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.unshareLease>("DELETE", "/leases/{leaseId}/shares/{account}", {"leaseId":"leaseId","account":"account"})

/** The SSH keys that open leases which are shared with you. */
export const getSshKeys = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.getSshKeys>("GET", "/account/ssh-keys", [])

/** Makes these OpenSSH lines, at most ten, the keys that open leases which are shared with this account; what a key opened that is gone is closed. Codes: `node.ssh_key_malformed`. */
export const putSshKeys = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.putSshKeys>("PUT", "/account/ssh-keys", ["body"])

/** How far a snapshot is. Codes: `snapshot.no_store`, `snapshot.unknown`, `snapshot.deleted`, `snapshot.interrupted`, `snapshot.damaged`. */
export const reportSnapshot = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportSnapshot>("POST", "/nodes/snapshots/{snapshotId}/report", {"snapshotId":"snapshotId","report":"body"})

/** How far a restore is. Codes: `snapshot.unknown`. */
export const reportRestore = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportRestore>("POST", "/nodes/restores/{leaseId}/report", {"leaseId":"leaseId","report":"body"})

/** Where the account gets e-mail, about what, and how far the confirmation of the address is. */
export const getMailSettings = /* @__PURE__ */ endpointCall<typeof mailEndpoints.getMailSettings>("GET", "/account/mail", [])

/** Say where the account gets e-mail, and about what; a new address is sent a link to confirm it. Codes: `account.mail_off`, `account.mail_limited`. */
export const putMailSettings = /* @__PURE__ */ endpointCall<typeof mailEndpoints.putMailSettings>("PUT", "/account/mail", ["body"])

/** Delete the e-mail address; no error where there is none. */
export const deleteMailSettings = /* @__PURE__ */ endpointCall<typeof mailEndpoints.deleteMailSettings>("DELETE", "/account/mail", [])

/** The last 20 tries to send e-mail to the account, newest first. */
export const listMailAttempts = /* @__PURE__ */ endpointCall<typeof mailEndpoints.listMailAttempts>("GET", "/account/mail/attempts", [])

/** Confirm an e-mail address by the token of its link. Codes: `account.mail_link_over`. */
export const confirmMail = /* @__PURE__ */ endpointCall<typeof mailEndpoints.confirmMail>("POST", "/mail/confirm", ["body.token"])

/** Stop all e-mail by the token of a mail (RFC 8058); a wrong token gets the same answer and changes nothing. */
export const stopMail = /* @__PURE__ */ endpointCall<typeof mailEndpoints.stopMail>("POST", "/mail/stop/{token}", ["token"])

/** Prices, GPU-hours, utilisation and index price of every class, from the journal. Codes: `api.not_ready`, `api.not_found`. */
export const getMarket = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getMarket>("GET", "/market", ["query"])

/** Depth by price and by start, candles and trades of a class; of one region when it is named. Codes: `api.not_ready`, `api.not_found`. */
export const getMarketClass = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getMarketClass>("GET", "/market/{class}", ["class","query"])

/** How often an order for a class would have been met, counted from the trades of the last 28 days; of one region when it is named. History, and no promise. Codes: `api.not_ready`, `api.not_found`. */
export const getFillChance = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getFillChance>("GET", "/market/{class}/chance", ["class","query"])

/** GPU classes and regions with prices and what is free. Codes: `api.not_ready`. */
export const getClasses = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getClasses>("GET", "/classes", [])

/** Nodes that can be booked now, with facets. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.not_ready`, `chain.rpc_unavailable`. */
export const searchListings = /* @__PURE__ */ endpointCall<typeof marketEndpoints.searchListings>("GET", "/listings", ["query"])

/** Starts within a week at which a search finds something cheaper, or something at all: one before the asked start and two after it at most. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getStarts = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getStarts>("GET", "/listings/starts", ["query"])

/** Where all that a search finds stands, 200 spots at most, each with its count and its cheapest node; a smaller `box` has smaller spots. Codes: `api.not_ready`. */
export const getListingMap = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListingMap>("GET", "/listings/map", ["query"])

/** One machine with its calendar, price history and similar machines, as it can be had now or from `startHour` on. Codes: `node.unknown`, `api.not_ready`, `chain.rpc_unavailable`. */
export const getListing = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListing>("GET", "/listings/{node}", {"node":"node","query":"query"})

/** Whether database, chain and engine answer; 503 when the database does not. */
export const getHealth = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getHealth>("GET", "/health", [])

/** How each part of the house does, with the numbers of its metrics. */
export const getStatus = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getStatus>("GET", "/status", [])

/** Commercial models that are paid for in G, newest first, and the rate of now. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listModels = /* @__PURE__ */ endpointCall<typeof modelEndpoints.listModels>("GET", "/govern/models", ["query?"])

/** One model: its price, its payee, and its latest payments. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getModel = /* @__PURE__ */ endpointCall<typeof modelEndpoints.getModel>("GET", "/govern/models/{id}", ["id"])

/** A challenge for node keys to sign. */
export const createNodeChallenge = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.createNodeChallenge>("POST", "/nodes/challenge", [])

/** One session for all the nodes whose keys signed. Codes: `node.challenge_unknown`, `node.unknown`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`. */
export const openNodeSession = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.openNodeSession>("POST", "/nodes/session", ["body"])

/** What the chain does not know about a machine. Codes: `auth.forbidden`. */
export const putNodeProfile = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.putNodeProfile>("PUT", "/nodes/{nodeId}/profile", {"nodeId":"nodeId","profile":"body"})

/** These nodes are alive. Codes: `auth.forbidden`. */
export const sendHeartbeat = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendHeartbeat>("POST", "/nodes/heartbeat", ["body"])

/** Every lease the nodes of this session should serve now. */
export const getNodeLeases = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeLeases>("GET", "/nodes/leases", [])

/** The newest public ask of every node of this session. */
export const getNodeAsks = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeAsks>("GET", "/nodes/asks", [])

/** Readings of machines and leases. Codes: `auth.forbidden`. */
export const sendTelemetry = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendTelemetry>("POST", "/nodes/telemetry", ["body"])

/** What the signed-in account was told, newest first, 50 at a time unless `limit` says otherwise (100 at most), and how many of all are unread. */
export const listNotifications = /* @__PURE__ */ endpointCall<typeof notificationEndpoints.listNotifications>("GET", "/account/notifications", ["query?"])

/** Marks a notification of the signed-in account as read, and with `andOlder` all before it. */
export const markNotificationsRead = /* @__PURE__ */ endpointCall<typeof notificationEndpoints.markNotificationsRead>("POST", "/account/notifications/read", ["body"])

/** Asks for a hold of five minutes. The answer is `requested`; read it again until it is `held` or `rejected`. Codes: see the document of the API. */
export const placeHold = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeHold>("POST", "/holds", ["body"])

/** A hold with its state and the held machine. Codes: `hold.unknown`, `hold.not_owner`, `api.not_ready`. */
export const getHold = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getHold>("GET", "/holds/{holdId}", ["holdId"])

/** Give a hold back. Codes: `hold.unknown`, `hold.not_owner`, `hold.already_used`. */
export const releaseHold = /* @__PURE__ */ endpointCall<typeof orderEndpoints.releaseHold>("DELETE", "/holds/{holdId}", ["holdId"])

/** Stores what will run; the hash must be the hash of the content. Sending it again is harmless. Codes: `api.invalid_field`, `node.workload_hash_mismatch`, `node.ssh_key_malformed`, `node.image_not_pinned`. */
export const putWorkload = /* @__PURE__ */ endpointCall<typeof orderEndpoints.putWorkload>("PUT", "/workloads/{hash}", {"workloadHash":"hash","workload":"body"})

/** What runs: for its owner, or a node with a lease that names it. Codes: `node.workload_unknown`, `auth.forbidden`. */
export const getWorkload = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getWorkload>("GET", "/workloads/{hash}", ["hash"])

/** Hands in one signed order; answers with a signed receipt. Sending the same order again answers the same. Codes: see the document of the API. */
export const placeOrder = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrder>("POST", "/orders", ["body"])

/** Hands in up to 100 signed orders at once, in a fraction of the time that one by one takes. Each has its own verdict, in their order: what is wrong with one is no matter to the others. Sending the same orders again answers the same. Codes: `chain.rpc_unavailable`. */
export const placeOrders = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrders>("POST", "/orders/batch", ["body"])

/** Orders of the signed-in account, newest first: of one side or both; those of which something waits, those that are over, or all. Codes: `api.cursor_invalid`. */
export const listOrders = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listOrders>("GET", "/orders", ["query"])

/** Takes all open orders of the signed-in account out of the book, or those of one side. What was matched goes on. */
export const cancelAllOrders = /* @__PURE__ */ endpointCall<typeof orderEndpoints.cancelAllOrders>("DELETE", "/orders", ["query?"])

/** Where each standing bid of the signed-in account is in its queue, from the journal. Codes: `api.not_ready`. */
export const getOrderPlaces = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getOrderPlaces>("GET", "/orders/places", [])

/** An order with its phases accepted, matched, settled, ready. Codes: `order.unknown`. */
export const getOrder = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getOrder>("GET", "/orders/{hash}", ["hash"])

/** The signed receipts of one's own order, and of its cancellations. Codes: `order.unknown`, `auth.forbidden`. */
export const listReceipts = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listReceipts>("GET", "/orders/{hash}/receipts", ["hash"])

/** Takes an order out of the book. Binds the engine; cancelling on chain binds everyone. Codes: see the document of the API. */
export const cancelOrder = /* @__PURE__ */ endpointCall<typeof orderEndpoints.cancelOrder>("POST", "/orders/{hash}/cancel", {"orderHash":"hash","cancel":"body"})

/** Projects that sponsors lock G for, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listProjects = /* @__PURE__ */ endpointCall<typeof projectEndpoints.listProjects>("GET", "/govern/projects", ["query?"])

/** One project: its milestones, its sponsors and their votes, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getProject = /* @__PURE__ */ endpointCall<typeof projectEndpoints.getProject>("GET", "/govern/projects/{id}", ["id"])

/** Nodes, asks, leases and earnings. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getProvider = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProvider>("GET", "/provider", [])

/** What the open ask of the signed-in provider's node met in the last days, 1 to 7: which bids came for its class, what kept each away, and what lower prices would have brought. A replay, not a promise. Codes: `api.not_ready`, `node.unknown`. */
export const getAskDemand = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getAskDemand>("GET", "/provider/nodes/{node}/demand", {"node":"node","days":"query.days"})

/** What the signed-in provider's closed leases came to, by period and by node: of 31 days, 13 weeks or 12 months, UTC, the current one included. */
export const getProviderEarnings = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderEarnings>("GET", "/provider/earnings", ["query"])

/** The leases of the signed-in provider that closed in a month such as "2026-11", UTC: a page; `next` of it is the `after` of the next one. */
export const getProviderStatement = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderStatement>("GET", "/provider/statement", ["query"])

/** What becomes of the hours of the signed-in provider's nodes in 28 days: a page of nodes by id; `next` of it is the `after` of the next one. */
export const getFleetCalendar = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetCalendar>("GET", "/provider/calendar", ["query"])

/** The searches that the signed-in account keeps, newest first, with how many nodes each finds now and how many are new. Codes: `api.not_ready`. */
export const listSavedSearches = /* @__PURE__ */ endpointCall<typeof searchEndpoints.listSavedSearches>("GET", "/account/searches", [])

/** Keeps a search for the signed-in account; the same one again is seen anew. Codes: `account.searches_limit`, `api.not_ready`. */
export const saveSearch = /* @__PURE__ */ endpointCall<typeof searchEndpoints.saveSearch>("POST", "/account/searches", ["body.query"])

/** Say that a saved search was looked at: what it finds now is new no more. Codes: `api.not_ready`. */
export const seeSearch = /* @__PURE__ */ endpointCall<typeof searchEndpoints.seeSearch>("POST", "/account/searches/{searchId}/seen", ["searchId"])

/** Switches the alerts of a saved search on or off: with them the account is told, at most once an hour, when the search finds nodes that are new. Codes: `api.not_ready`. */
export const setSearchAlerts = /* @__PURE__ */ endpointCall<typeof searchEndpoints.setSearchAlerts>("PUT", "/account/searches/{searchId}/alerts", ["searchId","body.alerts"])

/** Deletes a search that the signed-in account keeps; one that is gone is no error. */
export const deleteSavedSearch = /* @__PURE__ */ endpointCall<typeof searchEndpoints.deleteSavedSearch>("DELETE", "/account/searches/{searchId}", ["searchId"])

/** A machine's keys on the chain: of SSH, and to seal secrets to. Codes: `node.unknown`. */
export const getNodeKeys = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeKeys>("GET", "/nodes/{nodeId}/keys", ["nodeId"])

/** Hands sealed secrets in for a workload and one machine, in place of those before. Most callers want `handInSecrets`. Codes: `node.workload_unknown`, `auth.forbidden`, `lease.no_secrets`, `node.unknown`, `lease.secrets_limit`. */
export const putSealedSecrets = /* @__PURE__ */ endpointCall<typeof secretEndpoints.putSealedSecrets>("PUT", "/workloads/{hash}/secrets/{nodeId}", {"workloadHash":"hash","nodeId":"nodeId","box":"body.box"})

/** The sealed secrets of a lease, for the agent of its machine. Codes: `lease.unknown`. */
export const getNodeSecrets = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeSecrets>("GET", "/nodes/leases/{leaseId}/secrets", ["leaseId"])

/** Says what became of the sealed secrets of a lease; those with a code are thrown away, and the renter is asked again. */
export const sendSecretsRead = /* @__PURE__ */ endpointCall<typeof secretEndpoints.sendSecretsRead>("POST", "/nodes/leases/{leaseId}/secrets", {"leaseId":"leaseId","...":"body"})

/** A fresh single-use nonce and the words to sign in with. Codes: `chain.rpc_unavailable`. */
export const createSessionNonce = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.createSessionNonce>("POST", "/session/nonce", [])

/** Opens a session with a signed EIP-4361 message. `auth.*` codes say what is wrong with it. Codes: see the document of the API. */
export const openSession = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.openSession>("POST", "/session", ["body"])

/** Who is signed in; `session` is null when nobody is. */
export const getSession = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.getSession>("GET", "/session", [])

/** Sign out here. */
export const closeSession = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.closeSession>("DELETE", "/session", [])

/** Sign out everywhere. */
export const closeAllSessions = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.closeAllSessions>("DELETE", "/session/all", [])

/** Session keys of the signed-in account, with what each may spend and has spent; a key sees itself alone. Codes: `chain.rpc_unavailable`. */
export const listSessionKeys = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.listSessionKeys>("GET", "/session-keys", [])

/** How the signed-in account reads the pages: language, zone, clock, currency and theme; null until it keeps any. */
export const getSettings = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.getSettings>("GET", "/account/settings", [])

/** Keeps how the signed-in account reads the pages, in the place of what it kept before. Gives it back with the time of the change. */
export const saveSettings = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.saveSettings>("PUT", "/account/settings", ["body"])

/** A lease's snapshots, what its disk began with, and whether its workload moves. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseDisk = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.getLeaseDisk>("GET", "/leases/{leaseId}/disk", ["leaseId"])

/** Snapshots of the signed-in account, newest first. */
export const listSnapshots = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.listSnapshots>("GET", "/snapshots", [])

/** Delete a snapshot. Codes: `snapshot.unknown`. */
export const deleteSnapshot = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.deleteSnapshot>("DELETE", "/snapshots/{snapshotId}", ["snapshotId"])

/** Sets the snapshot that the disks of a bid's leases begin with: before the bid is placed, and again with the key when the machine is known. Codes: `snapshot.no_store`, `snapshot.unknown`, `snapshot.not_stored`, `snapshot.lease_settled`, `lease.unknown`. */
export const putRestore = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.putRestore>("PUT", "/restores/{bidHash}", {"bidHash":"bidHash","...":"body"})

/** Cancels the move of a lease, until names go over: the old lease goes on at once with everything. The new lease, if there is one then (`waitForMove`), is not ended by this: cancel or end it. Safe to repeat. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `move.over`, `move.too_late`. */
export const cancelMove = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.cancelMove>("DELETE", "/leases/{leaseId}/moves", {"leaseId":"leaseId"})

/** The webhooks of the signed-in account, oldest first, without their secrets. */
export const listWebhooks = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.listWebhooks>("GET", "/account/webhooks", [])

/** Makes a webhook of the signed-in account and gives its secret, which is said this once. Codes: `account.webhooks_limit`, `account.webhook_refused`, `chain.rpc_unavailable`. */
export const createWebhook = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.createWebhook>("POST", "/account/webhooks", ["body"])

/** Deletes a webhook of the signed-in account; one that is gone is no error. */
export const deleteWebhook = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.deleteWebhook>("DELETE", "/account/webhooks/{webhookId}", ["webhookId"])

/** Puts a webhook of the signed-in account in use again, after its last try had failed. Codes: `account.webhook_unknown`. */
export const enableWebhook = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.enableWebhook>("POST", "/account/webhooks/{webhookId}/enable", ["webhookId"])

/** Has a webhook of the signed-in account told a test within seconds. Codes: `account.webhook_unknown`. */
export const testWebhook = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.testWebhook>("POST", "/account/webhooks/{webhookId}/test", ["webhookId"])

/** The last 50 tries to tell a webhook of the signed-in account something, newest first. */
export const listWebhookAttempts = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.listWebhookAttempts>("GET", "/account/webhooks/{webhookId}/attempts", ["webhookId"])

/** Has a delivery to a webhook of the signed-in account sent again, under the same id. Codes: `account.webhook_unknown`. */
export const resendDelivery = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.resendDelivery>("POST", "/account/webhooks/deliveries/{deliveryId}/resend", ["deliveryId"])
