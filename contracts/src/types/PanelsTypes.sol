// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice One place of a list: who has it, or had it last.
struct PanelPlace {
    // one slot: 160 + 40 + 40 bits
    address account;
    uint40 joinedAt; // unix seconds
    uint40 leftAt; // unix seconds; 0 while it is taken
}

/// @notice A member of one list.
struct PanelMember {
    // one slot: 96 + 32 + 32 + 40 bits
    uint96 bond; // base units of G; 0: no member
    uint32 place; // its place in the list, from 1; 0 once it left
    uint32 openPanels; // drawn into and not closed
    uint40 leftAt; // unix seconds; 0 while it is in
}

/// @notice A panel that was asked for.
struct Panel {
    // slot 0: 160 + 64 + 8 + 24 = 256 bits
    address consumer; // whose questions it answers
    uint64 round; // from which on a seed draws it; once drawn, the round that did
    uint8 size;
    uint24 answerSeconds;
    // slot 1: 96 + 40 + 32 + 8 = 176 bits
    uint96 leastStake; // base units of G
    uint40 answerUntil; // unix seconds; 0 until it is drawn
    uint32 answered; // bit i: member i has answered
    bool closed;
    // slot 2
    bytes32 kind; // the consumer's name in the Directory, and the list
    // slot 3
    bytes32 subject; // what it is about, as the consumer counts
}

/// @notice What a vote may set. Amounts in base units of G.
struct PanelLimits {
    uint96 leastStake; // staked to be drawn, 100 to 1,000,000 G
    uint96 bond; // put down to join a list, 10 to 100,000 G
    uint96 fine; // for a question not answered; at most the bond
}
