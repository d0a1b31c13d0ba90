"""Who may edit: staff with the editor's role, no one else, and every act of theirs is audited.

The staff directory decides who is an editor. The Django group below exists because Wagtail asks
for permissions; its membership follows the role each time the staff member is saved.
"""

from collections.abc import Iterable
from typing import Any  # signal receivers take whatever Django sends

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.db.models.signals import post_migrate, post_save
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    Page,
    PageLogEntry,
)
from wagtail.models.audit_log import BaseLogEntry

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role

GROUP = "Content editors"
Wanted = tuple[str, str]
"""An app and the codename of one of its permissions."""
MODEL_PERMISSIONS = [
    ("wagtailadmin", "access_admin"),
    ("cms", "add_servicemessage"),
    ("cms", "change_servicemessage"),
    ("cms", "delete_servicemessage"),
    ("cms", "publish_servicemessage"),
]
PAGE_PERMISSIONS = [
    ("wagtailcore", "add_page"),
    ("wagtailcore", "change_page"),
    ("wagtailcore", "publish_page"),
]
COLLECTION_PERMISSIONS = [
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
]


def connect() -> None:
    # After the last app with tables: by then every permission is there.
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(_prepare_group, sender=last)
    post_save.connect(_follow_the_role, sender=StaffMember)
    post_save.connect(_mirror, sender=PageLogEntry)
    post_save.connect(_mirror, sender=ModelLogEntry)


def ensure_group() -> Group:
    """The editors' group with exactly its permissions, whatever somebody ticked since."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.set(_permissions(MODEL_PERMISSIONS))
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    if root:
        _grant_exactly(GroupPagePermission, group, PAGE_PERMISSIONS, page=root)
    if files:
        _grant_exactly(GroupCollectionPermission, group, COLLECTION_PERMISSIONS, collection=files)
    return group


def _grant_exactly(kind: type[Model], group: Group, wanted: Iterable[Wanted], **where: Any) -> None:
    """These for everything below this root, and no other anywhere. Any: as `filter` takes it."""
    granted, permissions = kind._default_manager.filter(group=group), _permissions(wanted)
    granted.exclude(permission__in=permissions, **where).delete()
    for permission in permissions:
        granted.get_or_create(group=group, permission=permission, **where)


def _permissions(wanted: Iterable[Wanted]) -> list[Permission]:
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in wanted
    ]


def _prepare_group(**signal: Any) -> None:
    ensure_group()


def _follow_the_role(instance: StaffMember, **signal: Any) -> None:
    group = Group.objects.filter(name=GROUP).first() or ensure_group()
    if instance.has_any_role(Role.EDITOR):
        instance.user.groups.add(group)
    else:
        instance.user.groups.remove(group)


def _mirror(instance: BaseLogEntry, **signal: Any) -> None:
    """Wagtail already writes down what editors do: carry each line into the council's own trail.

    It never writes a line twice. Only what was done and to which object: a title or a text may
    name a person.
    """
    staff_id = StaffMember.objects.filter(user_id=instance.user_id).values_list("pk", flat=True)
    record(
        Event.CONTENT_CHANGED,
        actor=Actor(staff_id=staff_id.first() if instance.user_id else None),
        subject=_subject(instance),
        action=instance.action,
    )


def _subject(entry: BaseLogEntry) -> str:
    kind = entry.content_type.model if entry.content_type else "unknown"
    number = entry.page_id if isinstance(entry, PageLogEntry) else entry.object_id
    return f"{kind}:{number}"
