// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The state of a trial.
enum TrialState {
    Unknown,
    Evidence, // both parties submit evidence
    Drawing, // a jury must be requested and selected
    Voting, // jurors commit and reveal votes
    Decided, // a jury has decided; the loser may appeal, or the verdict waits for its execution
    Done, // the verdict was executed
    Stands // the record stands: no jury decided, or the contract lost its name in the Directory
}

/// @notice A trial. Amounts in base units of PToken, times in Unix seconds.
struct Trial {
    // storage slot 0: 160 + 40 + 32 + 8 + 8 + 8 = 256 bits
    address opener;
    uint40 until; // deadline of the state: for evidence, the selection, reveals or an appeal
    uint32 panelId; // the current jury at Panels; 0 before it is requested
    TrialState state;
    uint8 round; // 0 before a jury is requested; 1: jury of 5; 2: jury of 15, or no further appeal
    uint8 judged; // 0 before a jury has decided; afterwards its verdict + 1
    // storage slot 1: 160 + 96 bits
    address respondent; // zero if nobody owns the record
    uint96 bond; // bond of the opener
    // storage slot 2: 160 + 96 bits
    address appellant; // zero unless a jury has decided or will decide an appeal
    uint96 appealBond;
    // storage slot 3: 40 + 40 + 96 + 32 = 208 bits
    uint40 firstTally; // revealed votes of the jury of 5, eight bits for each possible vote
    uint40 secondTally; // revealed votes of the jury of 15
    uint96 jurorPay; // once Done, the pay for each revealed vote that agrees with the verdict
    uint32 firstPanelId; // the jury of 5 at Panels; 0 before it is selected
}
