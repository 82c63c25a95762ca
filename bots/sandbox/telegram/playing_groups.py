"""The control API of group chats: what people do there, and what they see."""

from typing import Annotated

from fastapi import APIRouter, Depends

from bots.sandbox.telegram import gathering, view
from bots.sandbox.telegram.customer import Impossible
from bots.sandbox.telegram.gathering import Gathering
from bots.sandbox.telegram.orders import EditedInGroup, Member, NewGroup, NewTopic, PressedInGroup, SaidInGroup
from bots.sandbox.telegram.playing import Here
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import Person, World

router = APIRouter(prefix="/sandbox/groups")


async def gathering_of(group_id: int, world: Here) -> Gathering:
    group = world.groups.get(group_id)
    if group is None:
        raise Impossible(404, f"there is no group {group_id}")
    return Gathering(world, group)


There = Annotated[Gathering, Depends(gathering_of)]


def _person(world: World, id: int) -> Person:
    if id not in world.people:
        raise Impossible(404, f"there is no user {id}")
    return world.people[id]


@router.post("")
async def found(wanted: NewGroup, world: Here) -> Json:
    return gathering.found(world, wanted.title, wanted.kind, wanted.forum).chat


@router.post("/{group_id}/add")
async def let_in(there: There, by: Member) -> Json:
    return there.let_in(_person(there.world, by.user))


@router.post("/{group_id}/remove")
async def put_out(there: There, by: Member) -> Json:
    return there.put_out(_person(there.world, by.user))


@router.post("/{group_id}/text")
async def text(there: There, said: SaidInGroup) -> Json:
    who = _person(there.world, said.user)
    return there.say(who, said.text, said.reply_to, said.topic, said.in_name_of)


@router.post("/{group_id}/edit")
async def edit(there: There, edited: EditedInGroup) -> Json:
    return there.edit(_person(there.world, edited.user), edited.message_id, edited.text or "")


@router.post("/{group_id}/press")
async def press(there: There, pressed: PressedInGroup) -> Json:
    return there.press(_person(there.world, pressed.user), pressed.message_id, pressed.data)


@router.post("/{group_id}/topics/{user_id}")
async def open_topic(there: There, user_id: int, wanted: NewTopic) -> Json:
    return there.open_topic(_person(there.world, user_id), wanted.name or "Topic")


@router.post("/{group_id}/migrate")
async def migrate(there: There, by: Member) -> Json:
    return there.migrate(_person(there.world, by.user)).chat


@router.get("/{group_id}/chat")
async def chat(there: There) -> list[Json]:
    return [view.message(there.world, entry) for entry in there.group.entries.values()]
