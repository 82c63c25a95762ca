"""The control API of the people: what they do in their chats, and what they see there."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request

from bots.sandbox.telegram import arrival, view
from bots.sandbox.telegram.album import Piece, send_album
from bots.sandbox.telegram.customer import Customer, Impossible, newcomer
from bots.sandbox.telegram.orders import (
    Album,
    Card,
    Chosen,
    Contact,
    Edited,
    NewTopic,
    NewUser,
    Place,
    Pressed,
    Said,
    SaidBy,
)
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import World

router = APIRouter(prefix="/sandbox")

Sendable = Literal["photo", "document", "voice", "video", "video_note", "audio", "animation", "sticker"]


async def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world


Here = Annotated[World, Depends(world_of)]


async def customer_of(user_id: int, world: Here) -> Customer:
    person = world.people.get(user_id)
    if person is None:
        raise Impossible(404, f"there is no user {user_id}")
    return Customer(world, person)


Who = Annotated[Customer, Depends(customer_of)]


@router.post("/users")
async def create(user: NewUser, world: Here) -> Json:
    return newcomer(world, user.model_dump()).user


@router.get("/users")
async def users(world: Here) -> list[Json]:
    return [each.user for each in world.people.values()]


@router.post("/users/{user_id}/text")
async def text(who: Who, said: Said) -> Json:
    return who.say(said.text, said.reply_to, said.entities, said.topic)


@router.post("/texts")
async def texts(many: list[SaidBy], world: Here) -> list[Json]:
    said_by = [(await customer_of(said.user, world), said) for said in many]
    return [who.say(said.text, said.reply_to, said.entities, said.topic) for who, said in said_by]


@router.post("/users/{user_id}/contact")
async def contact(who: Who, shared: Contact) -> Json:
    return who.share_contact(shared.phone_number, shared.own)


@router.post("/users/{user_id}/shared")
async def shared(who: Who, chosen: Chosen) -> Json:
    return who.share_users(chosen.request_id, chosen.users)


@router.post("/users/{user_id}/card")
async def card(who: Who, sent: Card) -> Json:
    return who.send_contact(sent.contact)


@router.post("/users/{user_id}/location")
async def location(who: Who, place: Place) -> Json:
    return who.share_location(place.latitude, place.longitude)


@router.post("/users/{user_id}/press")
async def press(who: Who, pressed: Pressed) -> Json:
    return _press(who, pressed)


@router.post("/users/{user_id}/edit")
async def edit(who: Who, edited: Edited) -> Json:
    return who.edit(edited.message_id, edited.text)


@router.post("/users/{user_id}/block")
async def block(who: Who) -> Json:
    return who.block(True)


@router.post("/users/{user_id}/unblock")
async def unblock(who: Who) -> Json:
    return who.block(False)


@router.post("/users/{user_id}/deactivate")
async def deactivate(who: Who) -> Json:
    who.person.deactivated = True
    return {}


@router.get("/users/{user_id}/topics")
async def topics(who: Who) -> list[Json]:
    return [topic.summary() for topic in who.person.topics.values()]


@router.post("/users/{user_id}/topics")
async def open_topic(who: Who, wanted: NewTopic) -> Json:
    return who.open_topic(wanted.name)


@router.post("/users/{user_id}/topics/{topic_id}/delete")
async def delete_topic(who: Who, topic_id: int) -> Json:
    who.delete_topic(topic_id)
    return {}


@router.get("/users/{user_id}/chat")
async def chat(who: Who, after: int = 0) -> list[Json]:
    return [view.message(who.world, entry) for n, entry in who.person.entries.items() if n > after]


@router.get("/users/{user_id}/toasts")
async def toasts(who: Who) -> list[Json]:
    return who.person.toasts


@router.post("/users/{user_id}/album")
async def album(who: Who, request: Request) -> list[Json]:
    fields, uploads = await arrival.form(request)
    told = Album.model_validate_json(fields.get("album", ""))
    if sorted(uploads) != sorted(f"file{n}" for n in range(len(told.pieces))):
        raise Impossible(422, "the form has not one file for each piece")
    pieces = [Piece(each.kind, uploads[f"file{n}"], each.caption) for n, each in enumerate(told.pieces)]
    return send_album(who, pieces)


@router.post("/users/{user_id}/{kind}")
async def media(who: Who, kind: Sendable, request: Request) -> Json:
    fields, uploads = await arrival.form(request)
    if "file" not in uploads:
        raise Impossible(422, "the form has no part named file")
    size = int(fields["size"]) if "size" in fields else None
    return who.send(kind, uploads["file"], size, fields)


def _press(who: Customer, pressed: Pressed) -> Json:
    entry = who.person.entries.get(pressed.message_id)
    if entry is None:
        raise Impossible(404, f"there is no message {pressed.message_id} in the chat")
    if pressed.stale:
        if pressed.data is None:
            raise Impossible(422, "a stale press needs the data of the button that was there")
        return who.press(pressed.message_id, pressed.data)
    button = view.find_button(entry, pressed.button, pressed.data, pressed.row, pressed.col)
    return who.press(pressed.message_id, view.pressable(button))
