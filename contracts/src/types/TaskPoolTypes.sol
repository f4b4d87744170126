// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The stake of a provider. Amounts in 1e-9 PToken.
/// @dev One slot: 3 * 64 + 2 * 32 = 256 bits.
struct PoolAccount {
    uint64 bonded; // counts in draws
    uint64 locked; // the part of `bonded` that open tasks and runs hold
    uint64 young; // paid in at `youngAt`, does not count yet
    uint32 youngAt; // unix seconds
    uint32 outUntil; // unix seconds; before it the account is not drawn and cannot withdraw its stake
}

/// @notice The part of a provider's account that is rarely used.
/// @dev One slot: 64 + 40 + 3 * 32 = 200 bits.
struct PoolRecord {
    uint64 leaving; // 1e-9 PToken, has no weight
    uint40 leavesAt; // unix seconds from which `leaving` can be withdrawn
    uint32 lastStrike; // unix seconds of the last three strikes, the newest first
    uint32 secondStrike;
    uint32 thirdStrike;
}

/// @notice The limit of a submitter's session key, and its use. Amounts in 1e-9 PToken; each spending is rounded up.
/// @dev One slot: 2 * 64 + 24 + 40 = 192 bits.
struct SubmitKey {
    uint64 dayCap;
    uint64 spentToday; // on `day`
    uint24 day; // days since 1970
    uint40 expiry; // unix seconds, last second of validity; 0: no such key
}

/// @notice The terms that all tasks of a batch (a group that a submitter orders together) share. The chain stores only
/// their hash, so every call passes the batch again.
struct Batch {
    bytes32 salt; // makes two equal batches different
    address submitter;
    bytes32 adapter; // digest of the adapter that runs and checks the tasks
    bytes32 inputRoot; // the input of all tasks
    uint256 classMask; // bit i: nodes of class i may take tasks
    uint8 refClass; // a class in the mask: `runSeconds` is the time on its nodes
    uint16 chunks; // number of chunks of each task, 1 to 256
    uint32 count; // number of tasks, 1 to 65,536
    uint16 minVramGib;
    uint8 minTier;
    uint96 reward; // pay for a task, in PToken base units, like every amount here
    uint96 verifyShare; // pay for each task to the accounts that calculate parts of it again
    uint96 tip; // extra pay for a task
    uint32 runSeconds; // time of a task on a node of `refClass`
    uint16 fetchSeconds; // time to fetch inputs and adapter, at least 60
    uint40 deadline; // unix seconds
    address storeKey; // signs receipts of stored results; 0: the Directory's receipt key
}

/// @notice The state of a batch.
/// @dev One slot: 3 * 32 + 8 + 152 = 256 bits, never 0 after the submit.
struct BatchState {
    uint32 open; // tasks that nobody has and that can still be accepted
    uint32 submitBlock;
    uint32 count; // number of all tasks
    bool stopped; // true if the batch was cancelled, or closed after the deadline
    bytes19 beaconSeed; // first 152 bits of the beacon's newest seed at the submit; 0 if there was none
}

/// @notice The states of a task. docs/contracts.md numbers the changes from one state to another.
enum TaskState {
    New, // the task is open, and nobody ever accepted it
    Open, // the task is open again after state change 4 or 5
    Assigned,
    Committed,
    Auditing,
    Answered,
    Revealed,
    Unaudited, // revealed without an audit
    Disputed,
    Judged, // a verdict; after the first round of a dispute, the loser may appeal
    Accepted,
    Decided,
    Refunded
}

/// @notice A task that was accepted at least once.
struct Task {
    // storage slot 0: 160 + 4 * 8 + 2 * 32 = 256 bits
    address worker; // the provider; 0 while the task is open again
    TaskState state;
    uint8 tries; // how often it was accepted
    uint8 streak; // the worker's streak when it accepted the task, at most 40
    uint8 classId; // class of the worker's node
    uint32 changedAt; // unix seconds of the last change of the state
    uint32 changedBlock; // block of the last change of the state
    // storage slot 1
    bytes32 commitment; // the worker's commitment; after the reveal, the hash of root and answer
}

/// @notice The states of a run that checks a task: nobody took it, taken, committed to an answer, answer shown.
enum RunState {
    Empty,
    Taken,
    Answered,
    Shown
}

/// @notice One run that checks a task, with the account that took it. Runs 0 and 1 are audits, run 2 is the first of a
/// dispute, and runs 3 to 7 are those of the dispute's second round.
struct Run {
    // storage slot 0: 160 + 3 * 8 + 2 * 32 = 248 bits
    address account;
    RunState state;
    uint8 late; // how many accounts did not answer in time
    uint8 takenAfter; // blocks from `sinceBlock` to the first take
    uint32 changedAt; // unix seconds of the last take or answer
    uint32 sinceBlock; // block since which the run can be taken, stored at its first take; 0 before
    // storage slot 1
    bytes32 answer; // a commitment; from `Shown` on, the answer (for an appeal, its hash with the fresh answer)
}

/// @notice A dispute about the revealed result of a task.
struct TaskDispute {
    // storage slot 0: 160 + 2 * 8 + 2 * 32 = 240 bits
    address challenger; // the auditor that differs, or the account that paid a stake
    uint8 round; // 1: one more run; 2: five more runs; 3: no run, the revealed answer contradicts its root
    Verdict verdict; // the last verdict
    uint32 openedAt; // unix seconds at which the round began
    uint32 openedBlock;
    // storage slot 1: 160 + 8 + 16 = 184 bits
    address appellant; // the account that paid a second stake; 0 if nobody did
    bool paidStake; // true if the challenger paid its stake from its balance; an auditor's is locked in its bond
    uint16 chunk; // 1 + the chunk that is disputed in addition to the sample; 0 if there is none
    // storage slots 2 to 4
    bytes32 workerAnswer; // the worker's answer about everything that is disputed
    bytes32 challengerAnswer; // an auditor's answer; if a chunk is disputed, the worker's about the sample; else 0
    bytes32 majority; // the answer of the runs that decided an appeal; 0 before
}

/// @notice The decision of a dispute.
enum Verdict {
    None,
    WorkerWrong,
    ChallengerWrong,
    BothWrong
}

/// @notice Sums over the whole pool.
/// @dev One slot: 64 + 5 * 32 = 224 bits.
struct PoolTotals {
    uint64 bonded; // sum of all accounts, in 1e-9 PToken
    uint32 accounts; // number of accounts with a bond
    uint32 open; // tasks that nobody has
    uint32 feeRate; // base fee, in 1e-9 of the reference price
    uint32 feeBlock; // block of its last change
    uint32 runGas; // cost of the gas of one run, in 1e-9 PToken; every batch's verifyShare covers it
}

/// @notice The amounts that the next `sweep` burns and sends to the fee splitter, in PToken base units.
struct PoolDues {
    uint128 burn;
    uint128 fees;
}

/// @notice An ERC-2612 permit that lets the pool take a deposit.
struct PoolPermit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice A signed call of the pool, which anyone may send for the signer.
/// @dev EIP-712 struct PoolCall: the field order is the signed order.
struct PoolCall {
    address account; // the account for which the call acts
    string what; // the signature of the called function, as in "commit(...)", so that a wallet can show it
    bytes data; // the call itself, with its selector
    uint128 maxSpend; // PToken base units; the balance of the account falls by at most this
    uint64 nonce; // any unused number
    uint40 expiry; // unix seconds, last second of validity
}

/// @notice The amounts of a task and the stake on it, in PToken base units.
struct TaskMoney {
    uint256 reward;
    uint256 tip;
    uint256 verifyShare;
    uint256 runPay; // pay of one run that checks the task
    uint256 stake;
}

/// @notice The amounts that each side gets when a task ends, in PToken base units. `worker` includes its stake if the
/// stake is returned.
struct TaskPayouts {
    uint256 worker;
    uint256 auditors;
    uint256 runs;
    uint256 submitter;
    uint256 fees;
    uint256 burned;
}

/// @notice The ways in which a task can end that lead to different payments.
enum TaskOutcome {
    Accepted,
    WorkerLost,
    AuditorLost,
    Undecided,
    NotRevealed,
    FailedAlike
}

/// @notice Storage of TaskPool, shared with TaskVerifier. Append fields only.
/// @custom:storage-location erc7201:infinitio.storage.TaskPool
struct TaskPoolStorage {
    PoolTotals totals;
    PoolDues dues;
    mapping(address account => uint256 amount) balances; // PToken base units
    mapping(address provider => PoolAccount account) accounts;
    mapping(address provider => PoolRecord record) records;
    mapping(address submitter => mapping(address key => SubmitKey limits)) keys;
    mapping(address account => mapping(uint256 wordIndex => uint256 word)) nonceBits; // 256 nonces in a word
    mapping(bytes32 batchId => BatchState state) batches;
    mapping(bytes32 taskId => Task task) tasks;
    mapping(bytes32 taskId => mapping(uint256 place => Run run)) runs;
    mapping(bytes32 taskId => TaskDispute dispute) disputes;
    mapping(bytes32 taskId => bytes32 seed) sampleSeeds;
    mapping(bytes32 taskId => address[] providers) silent; // those that let the task expire and have no strike for it yet
    mapping(bytes32 taskId => mapping(address provider => bool failed)) failedBy;
    mapping(bytes32 taskId => mapping(uint16 code => uint256 count)) failures;
    mapping(bytes32 streakKey => uint256 count) streaks;
}
