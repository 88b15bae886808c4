import { Controller, Inject } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { addPerson, cancelLeave, changePerson, noteLeave } from '../../../../libs/casework/people/people';
import { closeUnit, openOrganisation, openUnit } from '../../../../libs/casework/people/units';
import * as people from '../../../../libs/contracts/api/people';
import type { Actor } from '../../../../libs/contracts/posts';
import { findPeople } from '../../../../libs/views/people/find-people';
import { readOrganisations, readPeople, readUnits } from '../../../../libs/views/people/organisations';
import { readPerson } from '../../../../libs/views/people/person-card';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

/** Managers read what is of their own organisation. */
const readers = {
  roles: ['system-admin', 'security-admin', 'auditor', 'provincial-manager', 'national-manager'],
} as const;
const organisers = { roles: ['system-admin'] } as const;

const tree = endpoint({
  method: 'GET',
  path: '/organisations',
  summary: 'The tree of bodies',
  permission: readers,
  answer: people.organisationTree,
});
const units = endpoint({
  method: 'GET',
  path: '/organisations/:id/units',
  summary: 'Departments and divisions of an organisation',
  permission: readers,
  params: people.organisationId,
  answer: people.unitList,
});
const staff = endpoint({
  method: 'GET',
  path: '/organisations/:id/people',
  summary: 'People who hold a post at an organisation today',
  permission: readers,
  params: people.organisationId,
  query: people.peopleQuery,
  answer: people.peopleList,
});
const establish = endpoint({
  method: 'POST',
  path: '/organisations',
  summary: 'Add an organisation',
  permission: organisers,
  body: people.openOrganisationInput,
  answer: people.openedOrganisation,
  once: true,
  status: 201,
});
const find = endpoint({
  method: 'GET',
  path: '/people',
  summary: 'Find people by name, staff number or user name; or those who hold no post',
  permission: readers,
  query: people.findPeopleQuery,
  answer: people.foundPeople,
});
const open = endpoint({
  method: 'POST',
  path: '/organisations/:id/units',
  summary: 'Open a unit',
  permission: organisers,
  params: people.organisationId,
  body: people.openUnitInput,
  answer: people.openedUnit,
  once: true,
  status: 201,
});
const close = endpoint({
  method: 'POST',
  path: '/units/:id/close',
  summary: 'Close a unit',
  permission: organisers,
  params: people.unitId,
  body: people.closeUnitInput,
  answer: people.closedUnit,
  once: true,
});
const add = endpoint({
  method: 'POST',
  path: '/people',
  summary: 'Add a person',
  permission: organisers,
  body: people.addPersonInput,
  answer: people.addedPerson,
  once: true,
  status: 201,
});
const card = endpoint({
  method: 'GET',
  path: '/people/:id',
  summary: 'A person with posts, units and leave',
  permission: 'signed-in',
  params: people.personId,
  answer: people.personCard,
});
const change = endpoint({
  method: 'POST',
  path: '/people/:id',
  summary: 'Change name and ways to reach a person',
  permission: organisers,
  params: people.personId,
  body: people.changePersonInput,
  answer: people.addedPerson,
  once: true,
});
const leave = endpoint({
  method: 'POST',
  path: '/people/:id/leave',
  summary: 'Note that a person is away',
  permission: 'signed-in',
  params: people.personId,
  body: people.noteLeaveInput,
  answer: people.notedLeave,
  once: true,
  status: 201,
});
const cancel = endpoint({
  method: 'POST',
  path: '/leave/:id/cancel',
  summary: 'Take a note of leave back',
  permission: 'signed-in',
  params: people.leaveId,
  answer: people.notedLeave,
  once: true,
});

@Controller()
export class OrganisationsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(tree)
  tree(@Me() me: Actor) {
    return readOrganisations(this.room, me);
  }

  @Route(units)
  units(@Me() me: Actor, @Checked() { params }: Given<typeof units>) {
    return readUnits(this.room, me, params.id);
  }

  @Route(staff)
  staff(@Me() me: Actor, @Checked() { params, query }: Given<typeof staff>) {
    return readPeople(this.room, me, params.id, query);
  }

  @Route(establish)
  establish(@Me() me: Actor, @Checked() { body }: Given<typeof establish>, @OnceKey() key: Key) {
    return openOrganisation(me, { ...body, key }, this.office);
  }

  @Route(find)
  find(@Me() me: Actor, @Checked() { query }: Given<typeof find>) {
    return findPeople(this.room, me, query);
  }

  @Route(open)
  open(@Me() me: Actor, @Checked() { params, body }: Given<typeof open>, @OnceKey() key: Key) {
    return openUnit(me, { organisationId: params.id, ...body, key }, this.office);
  }

  @Route(close)
  close(@Me() me: Actor, @Checked() { params, body }: Given<typeof close>, @OnceKey() key: Key) {
    return closeUnit(me, { unitId: params.id, ...body, key }, this.office);
  }

  @Route(add)
  add(@Me() me: Actor, @Checked() { body }: Given<typeof add>, @OnceKey() key: Key) {
    return addPerson(me, { ...body, key }, this.office);
  }

  @Route(card)
  card(@Me() me: Actor, @Checked() { params }: Given<typeof card>) {
    return readPerson(this.room, me, params.id);
  }

  @Route(change)
  change(@Me() me: Actor, @Checked() { params, body }: Given<typeof change>, @OnceKey() key: Key) {
    return changePerson(me, { personId: params.id, ...body, key }, this.office);
  }

  @Route(leave)
  leave(@Me() me: Actor, @Checked() { params, body }: Given<typeof leave>, @OnceKey() key: Key) {
    return noteLeave(me, { personId: params.id, ...body, key }, this.office);
  }

  @Route(cancel)
  cancel(@Me() me: Actor, @Checked() { params }: Given<typeof cancel>, @OnceKey() key: Key) {
    return cancelLeave(me, { leaveId: params.id, key }, this.office);
  }
}
