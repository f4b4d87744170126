# Written by apps/api/test/python/writePythonTypes.ts from the document of the API; a test compares.
"""Types of what the API takes and answers."""
from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

Address = str

Bytes32 = str

LeaseId = str

Signature = str

Uint128 = str

Uint256 = str

Uint64 = str

Uint96 = str

Uuid = str

class Addresses(TypedDict):
    directory: Address
    ptoken: Address
    market: Address
    leaseToken: Address
    stakeVault: Address
    nodeRegistry: Address
    classCatalog: Address
    attestations: Address
    feeSplitter: Address
    stablecoin: Address
    faucet: Union[Address, None]


class Ask(TypedDict):
    provider: Address
    node: Bytes32
    pricePerGpuSecond: Uint96
    minGpus: int
    maxGpus: int
    minDurationSeconds: int
    maxDurationSeconds: int
    availableFrom: int
    availableUntil: int
    maxFeeBps: int
    noticeSeconds: int
    trialSeconds: int
    privateRenter: Address
    transferable: bool
    executor: Address
    nonce: Uint64
    expiry: int


class Bid(TypedDict):
    renter: Address
    classMask: Uint256
    regionMask: Uint256
    minVramGib: int
    minTier: int
    minReliabilityBps: int
    node: Bytes32
    gpus: int
    minGpusPerNode: int
    allOrNothing: bool
    cluster: bool
    durationSeconds: int
    startFrom: int
    startUntil: int
    maxPricePerGpuSecond: Uint96
    maxRelayFee: Uint96
    timeInForce: int
    workloadHash: Bytes32
    maxFeeBps: int
    executor: Address
    nonce: Uint64
    expiry: int


class Chain(TypedDict):
    chainId: int
    developmentChain: bool
    localEndpoints: bool
    addresses: Addresses
    receiptKey: Address
    feeBps: int
    relayFee: Uint96
    leastLeaseValue: Uint128
    smallLeaseFee: Uint96
    blockNumber: int
    blockTimestamp: int
    finalBlockNumber: int
    chainNow: int
    gateway: Union[Gateway, None]
    developmentAccounts: list[DevelopmentAccount]


class Cluster(TypedDict):
    clusterId: Bytes32
    name: Union[str, None]
    state: Literal["connected", "partly", "waiting", "unsupported", "over"]
    members: list[ClusterMember]


class ClusterMember(TypedDict):
    leaseId: LeaseId
    node: Bytes32
    nodeName: Union[str, None]
    provider: Address
    state: Literal["booked", "active", "ended", "closed"]
    gpus: int
    address: str
    sshName: str
    network: Literal["connected", "partly", "waiting", "silent", "unsupported", "over"]
    reportedAt: Union[int, None]
    links: list[MeshLink]


class DevelopmentAccount(TypedDict):
    account: Address
    kind: Literal["provider", "voter", "deployer"]


class EndAnswer1(TypedDict):
    step: Literal["sign"]
    kind: Literal["end", "cancelLease", "noShow"]
    accept: bool
    typedData: TypedData
    expiry: int


class EndAnswer2(TypedDict):
    step: Literal["placed"]
    relayId: Uuid


class EndLease1(TypedDict):
    step: Literal["draft"]
    accept: NotRequired[bool]


class EndLease2(TypedDict):
    step: Literal["signed"]
    kind: Literal["end", "cancelLease", "noShow"]
    accept: NotRequired[bool]
    expiry: int
    signature: Signature


class ExtendAnswer1(TypedDict):
    step: Literal["sign"]
    end: int
    escrowAdded: Uint128
    typedData: TypedData
    expiry: int


class ExtendAnswer2(TypedDict):
    step: Literal["placed"]
    relayId: Uuid


class ExtendLease1(TypedDict):
    step: Literal["draft"]
    hours: NotRequired[int]
    duration: NotRequired[str]
    seconds: NotRequired[int]


class ExtendLease2(TypedDict):
    step: Literal["signed"]
    end: int
    expiry: int
    signature: Signature


class FacetsClassesItem(TypedDict):
    id: int
    name: str
    count: int


class FacetsRegionsItem(TypedDict):
    id: int
    name: str
    count: int


class FacetsVramGibItem(TypedDict):
    atLeast: int
    count: int


class FacetsGpusItem(TypedDict):
    atLeast: int
    count: int


class FacetsReadySecondsItem(TypedDict):
    atMost: int
    count: int


class FacetsIsolationItem(TypedDict):
    level: Literal["process", "container", "gvisor", "kata"]
    count: int


class FacetsGpuLinksItem(TypedDict):
    link: Literal["nvlink", "pcie"]
    count: int


class FacetsTiersItem(TypedDict):
    atLeast: int
    count: int


class FacetsSimulated(TypedDict):
    simulated: int
    real: int


class FacetsPricePerGpuSecond(TypedDict):
    min: Uint96
    max: Uint96


class FacetsPricesItem(TypedDict):
    above: Uint128
    atMost: Union[Uint128, None]
    count: int


class Facets(TypedDict):
    classes: list[FacetsClassesItem]
    regions: list[FacetsRegionsItem]
    vramGib: list[FacetsVramGibItem]
    gpus: list[FacetsGpusItem]
    readySeconds: list[FacetsReadySecondsItem]
    isolation: list[FacetsIsolationItem]
    gpuLinks: list[FacetsGpuLinksItem]
    tiers: list[FacetsTiersItem]
    simulated: FacetsSimulated
    pricePerGpuSecond: Union[FacetsPricePerGpuSecond, None]
    prices: list[FacetsPricesItem]


class GatewayOthersItem(TypedDict):
    sshHost: str
    sshPort: int
    tunnelPort: Union[int, None]
    knownHostsLine: str


class Gateway(TypedDict):
    sshHost: str
    sshPort: int
    tunnelPort: Union[int, None]
    hostKey: Bytes32
    knownHostsLine: str
    terminalUrl: str
    servicesUrl: Union[str, None]
    others: list[GatewayOthersItem]


class LeaseNode(TypedDict):
    name: str
    simulated: bool
    runtime: Union[str, None]
    isolation: Union[Literal["process", "container", "gvisor", "kata"], None]
    className: str
    regionName: str
    country: Union[str, None]
    city: Union[str, None]
    gpus: int
    vramGib: int
    cpuCores: int
    ramGib: int
    diskGib: int
    state: Literal["answering", "suspect", "lost"]


class LeaseSettled(TypedDict):
    at: int
    txHash: Bytes32
    final: bool


class LeaseReady(TypedDict):
    at: int
    txHash: Bytes32
    final: bool


class LeaseEnded(TypedDict):
    at: int
    txHash: Bytes32
    final: bool
    accepted: bool
    reason: Literal["renter_ended", "time_up", "budget_reached", "provider_ended", "node_lost", "no_show", "cancelled"]


class LeaseClosed(TypedDict):
    at: int
    txHash: Bytes32
    final: bool


class LeaseLost(TypedDict):
    since: int
    at: int


class LeaseNow(TypedDict):
    chainNow: int
    billableSeconds: int
    pay: Uint128
    renterFee: Uint128
    providerFee: Uint128
    spent: Uint128
    refund: Uint128
    claimable: Uint128


class LeasePaid(TypedDict):
    paidSeconds: int
    pay: Uint128
    renterFee: Uint128
    providerFee: Uint128
    refund: Uint128


class LeaseSshOtherGatewaysItem(TypedDict):
    host: str
    port: int


class LeaseSsh(TypedDict):
    name: str
    command: str
    knownHosts: list[str]
    gatewayHost: str
    gatewayPort: int
    otherGateways: list[LeaseSshOtherGatewaysItem]


class LeaseRelaysItem(TypedDict):
    relayId: Uuid
    kind: Literal["ready", "end", "cancelLease", "extend", "autoExtend", "endByProvider", "noShow", "transferLease"]
    state: Literal["queued", "sent", "mined", "failed"]
    code: Union[str, None]


class Lease(TypedDict):
    leaseId: LeaseId
    name: str
    role: Literal["renter", "former_renter", "user", "watcher", "provider"]
    terms: LeaseTerms
    node: LeaseNode
    state: Literal["booked", "active", "ended", "closed"]
    askHash: Bytes32
    bidHash: Bytes32
    settled: LeaseSettled
    ready: Union[LeaseReady, None]
    endsAt: int
    ended: Union[LeaseEnded, None]
    closed: Union[LeaseClosed, None]
    endReason: Union[Literal["renter_ended", "time_up", "budget_reached", "provider_ended", "node_lost", "no_show", "cancelled"], None]
    lost: Union[LeaseLost, None]
    escrow: Uint128
    relayFee: Uint96
    holder: Address
    heldByTransfer: bool
    compensation: Uint128
    creditSeconds: int
    now: LeaseNow
    paid: LeasePaid
    ssh: Union[LeaseSsh, None]
    access: Union[LeaseAccess, None]
    workload: Union[Workload, None]
    faults: NotRequired[Union[int, None]]
    image: LeaseImage
    secrets: LeaseSecrets
    autoExtend: Union[LeaseAutoExtend, None]
    relays: list[LeaseRelaysItem]
    events: list[LeaseEvent]


class LeaseAccess(TypedDict):
    number: int
    sshKeys: list[str]
    ports: list[int]


class LeaseAutoExtend(TypedDict):
    state: Literal["on", "withdrawing", "done"]
    nonce: Uint64
    stepSeconds: int
    maxTotalSeconds: int
    expiry: int
    most: Uint128
    locked: Uint128
    nextAt: Union[int, None]


LeaseEnergy = TypedDict("LeaseEnergy", {
    "wh": 'float',
    "gpuWh": 'float',
    "cpuWh": 'float',
    "gco2Grams": 'Union[float, None]',
    "grid": 'Union[str, None]',
    "cpuBasis": 'Union[Literal["rapl", "estimate"], None]',
    "from": 'int',
    "to": 'int',
})

class LeaseEvent(TypedDict):
    kind: Literal["settled", "ready", "extended", "credited", "transferred", "compensated", "paid", "ended", "closed", "relay", "access"]
    at: int
    txHash: Union[Bytes32, None]
    blockNumber: Union[int, None]
    state: Literal["pending", "final", "failed"]
    text: str
    detail: LeaseEventDetail
    code: Union[str, None]


class LeaseEventDetail1(TypedDict):
    event: Literal["settled"]
    escrow: Uint128


class LeaseEventDetail2(TypedDict):
    event: Literal["ready"]
    readyAt: int


class LeaseEventDetail3(TypedDict):
    event: Literal["extended"]
    end: int
    escrowAdded: Uint128


class LeaseEventDetail4(TypedDict):
    event: Literal["credited"]
    seconds: int
    refund: Uint128


class LeaseEventDetail5(TypedDict):
    event: Literal["tokenised"]
    owner: Address


class LeaseEventDetail6(TypedDict):
    event: Literal["moved"]
    owner: Union[Address, None]


class LeaseEventDetail7(TypedDict):
    event: Literal["compensated"]
    amount: Uint128


class LeaseEventDetail8(TypedDict):
    event: Literal["paid"]
    providerGets: Uint128


class LeaseEventDetail9(TypedDict):
    event: Literal["ended"]
    end: int
    reason: Literal["renter_ended", "time_up", "budget_reached", "provider_ended", "node_lost", "no_show", "cancelled"]
    refund: Uint128


class LeaseEventDetail10(TypedDict):
    event: Literal["closed"]
    pay: Uint128
    refund: Uint128


class LeaseEventDetail11(TypedDict):
    event: Literal["relay"]
    relay: Literal["ready", "end", "cancelLease", "extend", "autoExtend", "endByProvider", "noShow", "transferLease"]


class LeaseEventDetail12(TypedDict):
    event: Literal["access"]
    number: int
    sshKeys: int
    ports: list[int]


class LeaseImage1(TypedDict):
    state: Literal["none"]


class LeaseImage2(TypedDict):
    state: Literal["wanted"]


class LeaseImage3(TypedDict):
    state: Literal["pulling"]
    percent: int


class LeaseImage4(TypedDict):
    state: Literal["here"]


class LeaseImage5(TypedDict):
    state: Literal["refused"]
    reason: str
    retrying: bool
    code: str


class LeasePage(TypedDict):
    items: list[Lease]
    chainNow: int
    total: Union[int, None]
    nextCursor: Union[str, None]


class LeaseReceiptExtensionsItem(TypedDict):
    at: int
    txHash: Bytes32
    end: int
    escrowAdded: Uint128
    relayFee: Uint96


class LeaseReceiptTransactionsItem(TypedDict):
    what: Literal["settled", "ready", "ended", "closed"]
    txHash: Bytes32
    blockNumber: Union[int, None]
    at: int


class LeaseReceipt(TypedDict):
    leaseId: LeaseId
    bidHash: Bytes32
    renter: Address
    provider: Address
    node: Bytes32
    nodeName: str
    reason: Literal["renter_ended", "time_up", "budget_reached", "provider_ended", "node_lost", "no_show", "cancelled"]
    final: bool
    gpus: int
    pricePerGpuSecond: Uint96
    feeBps: int
    start: int
    readyAt: Union[int, None]
    end: int
    closedAt: int
    billedSeconds: int
    escrow: Uint128
    pay: Uint128
    renterFee: Uint128
    providerFee: Uint128
    relayFee: Uint96
    providerGets: Uint128
    refund: Uint128
    spent: Uint128
    extensions: list[LeaseReceiptExtensionsItem]
    creditSeconds: int
    compensation: Uint128
    transactions: list[LeaseReceiptTransactionsItem]
    energy: Union[LeaseEnergy, None]


class LeaseSecrets1(TypedDict):
    state: Literal["none"]


class LeaseSecrets2(TypedDict):
    state: Literal["waiting"]


class LeaseSecrets3(TypedDict):
    state: Literal["sealed"]


class LeaseSecrets4(TypedDict):
    state: Literal["opened"]


class LeaseSecrets5(TypedDict):
    state: Literal["refused"]
    code: Literal["lease.secrets_unreadable", "lease.secrets_differ"]


class LeaseTerms(TypedDict):
    renter: Address
    provider: Address
    node: Bytes32
    hostKey: Bytes32
    pricePerGpuSecond: Uint96
    gpus: int
    start: int
    durationSeconds: int
    noticeSeconds: int
    trialSeconds: int
    feeBps: int
    flags: int
    askNonce: Uint64
    askMaxDurationSeconds: int
    askAvailableUntil: int
    workloadHash: Bytes32


class ListingQuote(TypedDict):
    gpus: int
    durationSeconds: int
    price: Uint128
    fee: Uint128
    relayFee: Uint96
    total: Uint128
    least: Uint128
    expected: Union[Uint128, None]
    trialSeconds: int


class Listing(TypedDict):
    node: Bytes32
    name: str
    simulated: bool
    provider: Address
    providerName: Union[str, None]
    providerBonded: Uint128
    classId: int
    className: str
    regionId: int
    regionName: str
    country: Union[str, None]
    city: Union[str, None]
    latitude: Union[float, None]
    longitude: Union[float, None]
    gpus: int
    freeGpus: int
    vramGib: int
    cpuCores: int
    ramGib: int
    diskGib: int
    networkMbps: int
    cpuModel: Union[str, None]
    gpuModel: Union[str, None]
    gpuLink: Union[Literal["nvlink", "pcie"], None]
    runtime: Union[str, None]
    isolation: Union[Literal["process", "container", "gvisor", "kata"], None]
    tier: int
    reliabilityBps: Union[int, None]
    medianReadySeconds: Union[int, None]
    completedLeases: int
    askHash: Bytes32
    ask: Ask
    fit: Union[RunFit, None]
    listedAt: int
    quote: ListingQuote


class ListingPage(TypedDict):
    items: list[Listing]
    total: int
    facets: Facets
    nextCursor: Union[str, None]
    startAt: Union[int, None]
    run: Union[RunNeeds, None]
    version: str


class MeshLink(TypedDict):
    leaseId: LeaseId
    way: Literal["direct", "tunnel", "none"]
    rttMs: Union[float, None]
    mbps: NotRequired[float]
    at: int


class Order(TypedDict):
    orderHash: Bytes32
    kind: Literal["ask", "bid"]
    account: Address
    node: Union[Bytes32, None]
    state: Literal["accepted", "open", "partly_filled", "matched", "settled", "cancelled", "expired", "rejected", "abandoned"]
    code: Union[str, None]
    leftReason: Union[Literal["owner", "replaced", "chain", "session", "unfilled", "restricted"], None]
    bestAskPerGpuSecond: Union[Uint96, None]
    gpusToGo: int
    gpusFilled: int
    order: Union[Ask, Bid]
    rank: Union[Literal["price", "value"], None]
    createdAt: int
    holdId: Union[Uuid, None]
    matchId: Union[str, None]
    leaseId: Union[LeaseId, None]
    matches: list[OrderMatch]
    phases: list[Phase]


class OrderMatch(TypedDict):
    matchId: str
    at: int
    together: Union[str, None]
    node: Bytes32
    gpus: int
    pricePerGpuSecond: Uint96
    startAt: Union[int, None]
    state: Literal["unsettled", "settled", "abandoned"]
    settledBy: Literal["operator", "party"]
    code: Union[str, None]
    leaseId: Union[LeaseId, None]


class Phase(TypedDict):
    phase: Literal["accepted", "matched", "settled", "ready"]
    state: Literal["waiting", "pending", "final", "failed"]
    at: Union[int, None]
    txHash: Union[Bytes32, None]
    code: Union[str, None]


class Relay(TypedDict):
    relayId: Uuid
    kind: Literal["ready", "end", "cancelLease", "extend", "autoExtend", "endByProvider", "noShow", "transferLease", "withdraw", "cancelAsk", "cancelBid", "raiseFloor", "deposit", "authorize", "revoke", "faucet"]
    leaseId: Union[LeaseId, None]
    state: Literal["queued", "sent", "mined", "failed"]
    code: Union[str, None]
    txHash: Union[Bytes32, None]
    final: bool
    createdAt: int


class RentAnswer2(TypedDict):
    step: Literal["placed"]
    orderHash: Bytes32


class RentDraftMachine(TypedDict):
    node: Bytes32
    name: str
    className: str
    regionName: str


class RentDraftQuote(TypedDict):
    gpus: int
    durationSeconds: int
    price: Uint128
    fee: Uint128
    relayFee: Uint96
    total: Uint128
    least: Uint128
    expected: Union[Uint128, None]
    trialSeconds: int


class RentDraftWarningsItem(TypedDict):
    code: Literal["noSshKey"]
    text: str


class RentDraft(TypedDict):
    step: Literal["sign"]
    typedData: TypedData
    machine: RentDraftMachine
    pricePerGpuSecond: Uint96
    quote: RentDraftQuote
    workloadHash: Bytes32
    expiresAt: int
    warnings: list[RentDraftWarningsItem]


class RentWish(TypedDict):
    step: Literal["draft"]
    node: NotRequired[Bytes32]
    gpu: NotRequired[str]
    region: NotRequired[str]
    gpus: NotRequired[int]
    hours: NotRequired[int]
    duration: NotRequired[str]
    maxPrice: NotRequired[str]
    simulated: NotRequired[bool]
    sshKeys: NotRequired[list[str]]
    workload: NotRequired[Workload]
    cluster: NotRequired[bool]


class RunFit(TypedDict):
    rating: Literal["good", "fair", "poor"]
    warnings: list[Literal["slowerThanReading", "longEpoch", "noBf16", "noFastLink", "linkUnknown", "memoryTight", "speedUnknown"]]
    tokensPerSecond: Union[float, None]
    epochSeconds: Union[int, None]
    pricePerMillionTokens: Union[Uint128, None]


class RunNeeds(TypedDict):
    run: str
    name: str
    task: Union[Literal["inference", "lora", "full"], None]
    bits: Union[int, None]
    memoryGib: int


SearchParseQuery = TypedDict("SearchParseQuery", {
    "q": 'NotRequired[str]',
    "class": 'NotRequired[str]',
    "region": 'NotRequired[str]',
    "minVramGib": 'NotRequired[int]',
    "minGpus": 'NotRequired[int]',
    "hours": 'NotRequired[int]',
    "minutes": 'NotRequired[int]',
    "startHour": 'NotRequired[int]',
    "minPricePerGpuHour": 'NotRequired[str]',
    "maxPricePerGpuHour": 'NotRequired[str]',
    "maxReadySeconds": 'NotRequired[int]',
    "isolation": 'NotRequired[str]',
    "gpuLink": 'NotRequired[str]',
    "images": 'NotRequired[str]',
    "includeSimulated": 'NotRequired[str]',
    "run": 'NotRequired[str]',
    "minRamGib": 'NotRequired[int]',
    "minDiskGib": 'NotRequired[int]',
    "minNetworkMbps": 'NotRequired[int]',
    "minReliabilityPercent": 'NotRequired[int]',
    "minTier": 'NotRequired[int]',
    "maxTotal": 'NotRequired[str]',
    "minTotalVramGib": 'NotRequired[int]',
    "maxGridGramsPerKwh": 'NotRequired[int]',
    "notClass": 'NotRequired[str]',
    "notRegion": 'NotRequired[str]',
    "country": 'NotRequired[str]',
    "notCountry": 'NotRequired[str]',
    "city": 'NotRequired[str]',
    "notCity": 'NotRequired[str]',
    "box": 'NotRequired[str]',
    "sort": 'NotRequired[str]',
    "forSeconds": 'NotRequired[int]',
    "cursor": 'NotRequired[str]',
    "limit": 'NotRequired[int]',
})

class SearchParseChipsItem(TypedDict):
    wish: str
    text: str
    words: str
    narrows: bool


class SearchParseAnswerGpusItem(TypedDict):
    name: str
    gpus: int


class SearchParseAnswer(TypedDict):
    ask: Literal["gpus", "memory"]
    memoryGib: int
    gpus: list[SearchParseAnswerGpusItem]


class SearchParse(TypedDict):
    query: SearchParseQuery
    chips: list[SearchParseChipsItem]
    unknown: list[str]
    notices: list[Literal["hoursCut", "startWhole"]]
    answer: Union[SearchParseAnswer, None]


class Session(TypedDict):
    account: Address
    sessionKey: Union[Address, None]
    createdAt: int
    expiresAt: int
    token: Union[str, None]


class SessionNonce(TypedDict):
    nonce: str
    domain: str
    uri: str
    chainId: int
    statement: str
    issuedAt: str
    expirationTime: str


SignIn = TypedDict("SignIn", {
    "message": 'str',
    "signature": 'str',
    "as": 'Literal["cookie", "token"]',
})

class SignedRent(TypedDict):
    step: Literal["signed"]
    order: Bid
    signature: Signature
    name: NotRequired[str]


class StatementLine(TypedDict):
    at: int
    kind: str
    amount: str
    balanceAfter: Uint128
    leaseId: Union[LeaseId, None]
    txHash: Bytes32
    blockNumber: int
    final: bool


class TypedDataDomain(TypedDict):
    name: str
    version: str
    chainId: int
    verifyingContract: Address


class TypedDataTypesItem(TypedDict):
    name: str
    type: str


class TypedData(TypedDict):
    domain: TypedDataDomain
    types: dict[str, list[TypedDataTypesItem]]
    primaryType: str
    message: dict[str, Any]


class WalletNextNonce(TypedDict):
    bid: Uint64
    ask: Uint64


class Wallet(TypedDict):
    account: Address
    balance: Uint128
    arriving: Uint128
    held: Uint128
    unsettled: Uint128
    available: Uint128
    escrow: Uint128
    bonded: Uint128
    earnedUnclaimed: Uint128
    nextNonce: WalletNextNonce
    holdsLeftThisHour: int
    nextHoldAt: Union[int, None]
    nextTrialAt: Union[int, None]
    withdrawRelayFee: Uint96
    chainNow: int
    statement: list[StatementLine]


class Workload(TypedDict):
    template: Literal["shell", "script", "image"]
    startScript: str
    sshKeys: list[str]
    environment: dict[str, str]
    ports: list[int]
    salt: Bytes32
    image: NotRequired[WorkloadImage]
    command: NotRequired[list[str]]
    secrets: NotRequired[WorkloadSecrets]


class WorkloadImage(TypedDict):
    reference: str
    name: NotRequired[str]


class WorkloadSecrets(TypedDict):
    names: list[str]
    commitment: Bytes32


SearchListingsQuery = TypedDict("SearchListingsQuery", {
    "q": 'NotRequired[str]',
    "class": 'NotRequired[str]',
    "region": 'NotRequired[str]',
    "minVramGib": 'NotRequired[int]',
    "minGpus": 'NotRequired[int]',
    "hours": 'NotRequired[int]',
    "minutes": 'NotRequired[int]',
    "startHour": 'NotRequired[int]',
    "minPricePerGpuHour": 'NotRequired[str]',
    "maxPricePerGpuHour": 'NotRequired[str]',
    "maxReadySeconds": 'NotRequired[int]',
    "isolation": 'NotRequired[str]',
    "gpuLink": 'NotRequired[str]',
    "images": 'NotRequired[Literal["true"]]',
    "includeSimulated": 'NotRequired[Literal["true", "false"]]',
    "run": 'NotRequired[str]',
    "minRamGib": 'NotRequired[int]',
    "minDiskGib": 'NotRequired[int]',
    "minNetworkMbps": 'NotRequired[int]',
    "minReliabilityPercent": 'NotRequired[int]',
    "minTier": 'NotRequired[int]',
    "maxTotal": 'NotRequired[str]',
    "minTotalVramGib": 'NotRequired[int]',
    "maxGridGramsPerKwh": 'NotRequired[int]',
    "notClass": 'NotRequired[str]',
    "notRegion": 'NotRequired[str]',
    "country": 'NotRequired[str]',
    "notCountry": 'NotRequired[str]',
    "city": 'NotRequired[str]',
    "notCity": 'NotRequired[str]',
    "box": 'NotRequired[str]',
    "sort": 'NotRequired[Literal["fit", "price", "total", "value", "vram", "newest", "ready", "reliability", "tier"]]',
    "forSeconds": 'NotRequired[int]',
    "cursor": 'NotRequired[str]',
    "limit": 'NotRequired[int]',
})

class ParseSearchQuery(TypedDict):
    q: NotRequired[str]
    now: NotRequired[int]
    lang: NotRequired[Literal["en", "zh"]]


class ListLeasesQuery(TypedDict):
    role: NotRequired[Literal["renter", "provider", "guest"]]
    state: NotRequired[Literal["live", "closed"]]
    cursor: NotRequired[str]
    limit: NotRequired[int]


class GetWalletQuery(TypedDict):
    limit: NotRequired[int]


EndAnswer = Union[EndAnswer1, EndAnswer2]

EndLease = Union[EndLease1, EndLease2]

ExtendAnswer = Union[ExtendAnswer1, ExtendAnswer2]

ExtendLease = Union[ExtendLease1, ExtendLease2]

LeaseEventDetail = Union[LeaseEventDetail1, LeaseEventDetail2, LeaseEventDetail3, LeaseEventDetail4, LeaseEventDetail5, LeaseEventDetail6, LeaseEventDetail7, LeaseEventDetail8, LeaseEventDetail9, LeaseEventDetail10, LeaseEventDetail11, LeaseEventDetail12]

LeaseImage = Union[LeaseImage1, LeaseImage2, LeaseImage3, LeaseImage4, LeaseImage5]

LeaseSecrets = Union[LeaseSecrets1, LeaseSecrets2, LeaseSecrets3, LeaseSecrets4, LeaseSecrets5]

RentAnswer = Union[RentDraft, RentAnswer2]

RentLease = Union[RentWish, SignedRent]
