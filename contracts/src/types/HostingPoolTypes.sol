// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The money that a sponsor paid for the hosting of one model. Amounts are PToken base units.
struct HostingProgramme {
    // storage slot 0: 160 + 96 bits
    address sponsor; // 0: no such programme, or its rest was paid back
    uint96 rest; // the amount that no root has assigned yet
    // storage slot 1: 96 + 40 bits
    uint96 perDay; // the most that the root of one day may assign
    uint40 firstDay; // days of the pool since 1970
}

/// @notice The part of a programme that the root of a day assigned, and that nobody has claimed yet.
struct AssignedDay {
    // one storage slot: 96 + 8 bits
    uint96 left; // PToken base units
    bool isAssigned;
}

/// @notice A leaf of a day's root: the part of a programme that the root assigns. It may be 0.
struct HostingBudget {
    uint64 programme;
    uint40 day;
    uint96 amount; // PToken base units
}

/// @notice A leaf of a day's root: the part of a programme that an account earned on that day.
struct HostingShare {
    uint64 programme;
    uint40 day;
    address account;
    uint96 amount; // PToken base units
}

/// @notice A budget with its Merkle path.
struct ProvenBudget {
    HostingBudget budget;
    bytes32[] path;
}

/// @notice A share with its Merkle path, and the budget from which it is paid. The budget's path may be empty if the
/// budget is assigned already.
struct HostingClaim {
    HostingShare share;
    bytes32[] path;
    uint96 budget; // PToken base units
    bytes32[] budgetPath;
}
